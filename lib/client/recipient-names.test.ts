import { expect, test } from "vitest";
import { completeName, lastName, splitNames } from "./recipient-names";

test("lists are read as they are pasted, each name once", () => {
  expect(splitNames("ana@x.io, Ben@x.io;\nClaims engineers\n\n ANA@x.io\t")).toEqual([
    "ANA@x.io",
    "Ben@x.io",
    "Claims engineers",
  ]);
  expect(splitNames("Ana Ruiz <ana@x.io>, <ben@x.io>")).toEqual(["ana@x.io", "ben@x.io"]);
  expect(splitNames(" ,;\n")).toEqual([]);
});

test("what is being typed is completed, what was typed before stays", () => {
  expect(lastName("ana@x.io, cla")).toBe("cla");
  expect(completeName("ana@x.io, cla", "Claims engineers")).toBe("ana@x.io, Claims engineers, ");
  expect(completeName("ana@x.io,cla", "Claims")).toBe("ana@x.io, Claims, ");
  expect(completeName("cla", "Claims")).toBe("Claims, ");
});
