import { expect, test } from "vitest";
import { AppError } from "#lib/domain/errors";
import { parseJsonBody } from "./json-body";

const parse = (text: string) => parseJsonBody(Buffer.from(text));

function refusal(body: string | Buffer): AppError {
  try {
    parseJsonBody(Buffer.from(body));
  } catch (error) {
    if (error instanceof AppError) return error;
    throw error;
  }
  throw new Error("It was accepted");
}

test.each(["", " \n", "null", " null "])("%j is no body", (text) => {
  expect(parse(text)).toBeUndefined();
});

test.each([
  '{"a":[1,{"b":"}{,\\"]"}],"c":{"a":null,"b":true}}',
  '[{"a":1},{"a":1}]',
  '{"a":"a","b":["a","a",{"a":[]}]}',
  '"\\\\"',
  "0",
  "false",
  '{"":{"":{}}}',
])("%s is read as JSON.parse reads it", (text) => {
  expect(parse(text)).toEqual(JSON.parse(text));
});

test.each(["{", "[1,]", "{'a':1}", "nul", '{"a":1} x', "\u0000", '{"a":\t"\n"}'])(
  "%j is not JSON",
  (text) => {
    expect(refusal(text)).toMatchObject({ code: "bad_request", detail: expect.stringContaining("not JSON") });
  },
);

test("bytes that are not UTF-8 are refused instead of replaced", () => {
  expect(refusal(Buffer.from([0x22, 0xff, 0x22]))).toMatchObject({ code: "bad_request" });
});

test.each([
  ['{"a":1,"b":2,"a":3}', "a"],
  ['{"spec":{"containerGroups":[{},{"name":"x","name":"y"}]}}', "spec.containerGroups[1].name"],
  ['{"a":1,"\\u0061":2}', "a"],
  ['{"__proto__":1,"__proto__":2}', "__proto__"],
])("a name twice in %s is reported at %s", (text, path) => {
  expect(refusal(text).issues).toEqual([{ path, message: "Is there twice", code: "repeated_name" }]);
});

test("names that only look like those of Object.prototype are data", () => {
  expect(Object.keys(Object(parse('{"__proto__":{"polluted":1},"constructor":1}')))).toEqual([
    "__proto__",
    "constructor",
  ]);
  expect(Reflect.get({}, "polluted")).toBeUndefined();
});

test("any depth is measured, and only a reasonable one accepted", () => {
  expect(parse("[".repeat(64) + "]".repeat(64))).toBeDefined();
  for (const depth of [65, 100_000, 2_000_000])
    expect(refusal("[".repeat(depth) + "]".repeat(depth)).detail).toContain("nested deeper");
  expect(refusal('{"a":'.repeat(500_000)).detail).toContain("nested deeper");
});

test("five megabytes take a moment, not a minute", () => {
  const started = performance.now();
  parse(
    JSON.stringify(Array.from({ length: 120_000 }, (_, index) => ({ [`key "${index}"`]: "value \\ value" }))),
  );
  expect(performance.now() - started).toBeLessThan(3000);
});
