import { expect, test } from "vitest";
import { dnsLabel, findDnsLabel, freeName, variableName } from "./names";

test.each(["a", "web", "a1", "a-b-c", "x".repeat(63)])("%j is a name", (name) => {
  expect(dnsLabel.safeParse(name).success).toBe(true);
});

test.each(["", "Web", "1web", "web-", "-web", "a_b", "a.b", "x".repeat(64), "ä"])("%j is no name", (name) => {
  expect(dnsLabel.safeParse(name).success).toBe(false);
});

test("a wrong name has one message, the first that helps", () => {
  expect(dnsLabel.safeParse("Web App-").error?.issues.map((issue) => issue.message)).toEqual([
    "Must start with a lower-case letter",
  ]);
});

test.each(["A", "a.b", "_X", "with-dash"])("%j is a variable", (name) => {
  expect(variableName.safeParse(name).success).toBe(true);
});

test.each(["", "A=B", "A B", "A\n"])("%j is no variable", (name) => {
  expect(variableName.safeParse(name).success).toBe(false);
});

test("the first free name counts from two", () => {
  expect(freeName("sidecar", new Set())).toBe("sidecar");
  expect(freeName("sidecar", new Set(["sidecar", "sidecar-2"]))).toBe("sidecar-3");
});

test.each([
  ["My_App", "my-app"],
  ["1web.", "web"],
  ["web", "web"],
  ["x".repeat(70), "x".repeat(63)],
  ["café bar", "caf-bar"],
  ["123", null],
])("%j becomes the label %j", (text, label) => expect(findDnsLabel(text)).toBe(label));
