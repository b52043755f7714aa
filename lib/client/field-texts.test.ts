import { expect, test } from "vitest";
import { meansSame, readNumber, readText, readWords, textOfValue, textOfWords } from "./field-texts";

test.each([
  ["8080", 8080],
  ["08", 8],
  [" 80 ", 80],
  ["-1", -1],
  ["1.5", 1.5],
  ["", undefined],
  ["80a", "80a"],
  ["1e3", "1e3"],
  ["99999999999999999999", "99999999999999999999"],
])("the number %j is written as %j", (text, value) => {
  expect(readNumber(text)).toBe(value);
});

test("an emptied text is nothing, any other is itself", () => {
  expect(readText("")).toBeUndefined();
  expect(readText(" ")).toBe(" ");
});

test("words go to a list and back", () => {
  expect(readWords(" NET_ADMIN,  SYS_TIME ")).toEqual(["NET_ADMIN", "SYS_TIME"]);
  expect(readWords(" , ")).toBeUndefined();
  expect(textOfWords(["A", "B"])).toBe("A, B");
  expect(textOfWords("A")).toBe("A");
});

test("what belongs elsewhere is shown as it is", () => {
  expect(textOfValue({ a: 1 })).toBe('{"a":1}');
  expect(textOfValue(null)).toBe("");
  expect(textOfValue(false)).toBe("false");
});

test("meaning is compared, not identity", () => {
  expect(meansSame(["a"], ["a"])).toBe(true);
  expect(meansSame(undefined, null)).toBe(true);
  expect(meansSame("8", 8)).toBe(false);
});
