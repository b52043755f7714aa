import { expect, test } from "vitest";
import { z } from "zod";
import { cutPage, pageQuery, repeated } from "./paging";

test("query strings and numbers are read alike, with the defaults of the contract", () => {
  expect(pageQuery.parse({})).toEqual({ offset: 0, limit: 10 });
  expect(pageQuery.parse({ offset: "20", limit: "100" })).toEqual({ offset: 20, limit: 100 });
});

test.each([
  { limit: "101" },
  { limit: "0" },
  { limit: "ten" },
  { offset: "-1" },
  { offset: "1.5" },
  { limit: ["1", "2"] },
])("%j is refused", (query) => {
  expect(pageQuery.safeParse(query).success).toBe(false);
});

test("a short list is cut by position, with its neighbours", () => {
  const all = ["a", "b", "c", "d", "e"];
  expect(cutPage(all, { offset: 2, limit: 2 })).toEqual({
    items: ["c", "d"],
    totalCount: 5,
    offset: 2,
    next: { offset: 4, limit: 2 },
    previous: { offset: 0, limit: 2 },
  });
  expect(cutPage(all, { offset: 4, limit: 2 }).next).toBeNull();
  expect(cutPage(all, { offset: 0, limit: 5 })).toMatchObject({ next: null, previous: null });
  expect(cutPage(all, { offset: 50, limit: 5 })).toMatchObject({ items: [], totalCount: 5, next: null });
});

test("a repeated key and a single one are both a list", () => {
  expect(repeated(z.string()).parse("a")).toEqual(["a"]);
  expect(repeated(z.string()).parse(["a", "b"])).toEqual(["a", "b"]);
  expect(repeated(z.string()).parse(undefined)).toBeUndefined();
});
