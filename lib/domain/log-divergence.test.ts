import { expect, test } from "vitest";
import { findDivergence } from "./log-divergence";

test("what differs in any two runs is no difference", () => {
  const good = [
    "2026-11-24T10:00:01.123Z Step 4/7 : RUN npm ci",
    " ---> Running in 1f2e3d4c5b6a",
    "added 98 packages in 4s",
    "\u001b[32mdone\u001b[0m 61.2 MB, 12 %",
    "written to /tmp/build-x1/log",
  ];
  const failed = [
    "2026-11-25T08:30:59.001Z Step 4/7 : RUN npm ci",
    " ---> Running in 9a8b7c6d5e4f",
    "",
    "added 98 packages in 12.5s",
    "done 48 kB, 100%",
    "written to /tmp/build-y2/log",
  ];
  expect(findDivergence(failed, good)).toBeNull();
});

test("the first line that says something else is told in both", () => {
  const own = ["RUN npm ci", "", "npm warn old", "npm error code ERESOLVE"];
  const other = ["RUN npm ci", "npm warn old", "added 98 packages in 4s"];
  expect(findDivergence(own, other)).toEqual({ own: 3, other: 2 });
});

test("one that only goes on longer parts at its next line", () => {
  expect(findDivergence(["a", "b"], ["a"])).toEqual({ own: 1, other: 0 });
  expect(findDivergence(["a"], ["a", "b"])).toEqual({ own: 0, other: 1 });
  expect(findDivergence([], [])).toBeNull();
});
