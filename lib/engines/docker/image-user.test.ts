import { expect, test } from "vitest";
import { findUser } from "./image-user";

const files = {
  passwd:
    "root:x:0:0:root:/root:/bin/sh\nnode:x:1000:1001::/home/node:/bin/sh\ntoor:x:0:0::/:/bin/sh\nbad:x::\n",
  group: "root:x:0:\nstaff:x:50:node\n",
};

test.each([
  ["node", undefined, { uid: 1000, gid: 1001 }],
  ["node", "staff", { uid: 1000, gid: 50 }],
  ["node", "7", { uid: 1000, gid: 7 }],
  ["1000", undefined, { uid: 1000, gid: null }],
  ["1000", "0", { uid: 1000, gid: 0 }],
  ["toor", undefined, { uid: 0, gid: 0 }],
  ["00", undefined, { uid: 0, gid: null }],
  ["ghost", undefined, null],
  ["node", "ghosts", null],
  ["", undefined, null],
])("%s of group %s", (user, group, found) => {
  expect(findUser(files, user, group)).toEqual(found);
});

test("an entry without a number is nobody, or root", () => {
  expect(findUser(files, "bad")?.uid ?? 0).toBe(0);
});
