import { expect, test } from "vitest";
import { etagOf, readIfMatch } from "./revisions";

test.each([
  [undefined, undefined],
  ["*", undefined],
  [" * ", undefined],
  [etagOf(7), [7]],
  ['W/"7"', [7]],
  ['"3", W/"4" ,"5"', [3, 4, 5]],
  ['"abc"', []],
  ["7", []],
  ["", []],
  ['"99999999999999999999"', []],
])("If-Match %j names %j", (header, revisions) => {
  expect(readIfMatch(header)).toEqual(revisions);
});
