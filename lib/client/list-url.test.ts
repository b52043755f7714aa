import { expect, test } from "vitest";
import { repositoryQuery } from "#lib/domain/lists";
import { listHref, pageHref, readQuery, readTag, writeTag } from "./list-url";

test("a changed filter keeps the others and starts the list anew", () => {
  const params = { search: "claims", type: "nim", offset: "20", cursor: "abc" };
  expect(listHref("/repositories", params, { type: "service" })).toBe(
    "/repositories?search=claims&type=service",
  );
  expect(listHref("/repositories", params, { type: null, search: null })).toBe("/repositories");
});

test("a neighbouring page keeps every filter, repeated ones too", () => {
  const params = { tag: ["a=1", "b"], offset: "10", cursor: "old" };
  expect(pageHref("/artifacts", params, { offset: 20, limit: 10, cursor: "c+d" })).toBe(
    "/artifacts?tag=a%3D1&tag=b&offset=20&cursor=c%2Bd",
  );
  expect(pageHref("/artifacts", params, { offset: 0, limit: 10 })).toBe("/artifacts?tag=a%3D1&tag=b");
  expect(pageHref("/artifacts", params, null)).toBeNull();
});

test("parameters that mean nothing are left out, the others are kept", () => {
  const query = readQuery(repositoryQuery, { orderBy: "colour", type: "nim", offset: "-3", search: " x " });
  expect(query).toMatchObject({ orderBy: "-createdAt", type: "nim", offset: 0, search: "x" });
});

test.each([
  ["team=claims", { name: "team", value: "claims" }],
  ["url=a=b", { name: "url", value: "a=b" }],
  ["team", { name: "team", value: "" }],
])("the tag %s is read and written", (text, tag) => {
  expect(readTag(text)).toEqual({ tagKeys: [tag.name], ...(tag.value && { tagValues: [tag.value] }) });
  expect(writeTag(tag)).toBe(text);
});
