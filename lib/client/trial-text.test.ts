import { expect, test } from "vitest";
import { parseCommand } from "#lib/domain/shell-words";
import { trialUrl } from "#lib/domain/trial-address";
import { readTrial, type TrialText, trialCurl } from "./trial-text";

const endpoint = "https://gateway.example/api/v2/endpoints/workloads/68c000000000000000000001/";
const text: TrialText = { method: "GET", path: "/", query: "", headers: "", body: "" };

test("lines are read as names and values", () => {
  const read = readTrial({
    ...text,
    query: "limit=10\n\nfilter=a=b\nflag",
    headers: "Accept:  text/plain \nX-When: 10:30\nX-Empty:",
  });
  expect(read.query).toEqual([
    { name: "limit", value: "10" },
    { name: "filter", value: "a=b" },
    { name: "flag", value: "" },
  ]);
  expect(read.headers).toEqual([
    { name: "Accept", value: "text/plain" },
    { name: "X-When", value: "10:30" },
    { name: "X-Empty", value: "" },
  ]);
});

test.each([
  ["/", ""],
  ["", ""],
  ["v1/items?a=b%20c", "v1/items?a=b%20c&q=1+2"],
  ["/grüße#part", "gr%C3%BC%C3%9Fe"],
  ["//twice", "/twice"],
  ["/a/../b", "b"],
])("the path %j is below the endpoint", (path, below) => {
  const query = below.includes("q=") ? [{ name: "q", value: "1 2" }] : [];
  expect(trialUrl(endpoint, path, query)).toBe(endpoint + below);
});

test.each(["../68c000000000000000000002/", "/%2e%2e/x", "..", "a/../../.."])("%j leads out of it", (path) => {
  expect(trialUrl(endpoint, path, [])).toBeNull();
  expect(trialCurl(endpoint, { ...text, path })).toBeNull();
});

test("a shell reads of the command what the page would send", () => {
  const body = '{"text": "it\'s $HOME and `date`!"}';
  const curl = trialCurl(endpoint, {
    ...{ method: "POST", path: "/say[1]", query: "q=a b" },
    ...{ headers: "X-Note: it's\nX-Empty:", body },
  });
  const { args, problem } = parseCommand(
    (curl ?? "").replace('"Authorization: Bearer $PLIMSOLL_TOKEN"', "token"),
  );
  expect(problem).toBeNull();
  expect(args).toEqual([
    ...["curl", "--include", "--globoff", "--request", "POST", `${endpoint}say[1]?q=a+b`],
    ...["--header", "token", "--header", "X-Note: it's", "--header", "X-Empty;"],
    ...["--header", "Content-Type: application/json", "--data-raw", body],
  ]);
});

test("a body is sent with what carries one", () => {
  expect(trialCurl(endpoint, { ...text, body: "kept" })).not.toContain("kept");
  expect(trialCurl(endpoint, { ...text, method: "HEAD" })).toContain("--head ");
  const own = trialCurl(endpoint, { ...text, method: "PUT", headers: "content-type: text/csv", body: "a,b" });
  expect(own?.match(/content-type/gi)).toHaveLength(1);
});
