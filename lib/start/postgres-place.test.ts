import { describe, expect, test } from "vitest";
import { chooseDataFolder, isReachable } from "./postgres-place";

const inside = "/srv/plimsoll/.plimsoll/database";
const makeId = () => "0123456789abcdef";

describe("the data folder", () => {
  test("lies in the home where PostgreSQL's user can get there", () => {
    const choice = { inside, outsideId: null, hasDataInside: false, canReachHome: true };
    expect(chooseDataFolder(choice, makeId)).toEqual({ folder: inside, id: null });
  });

  test("lies outside below root's own home, under an id of its own", () => {
    const choice = { inside, outsideId: null, hasDataInside: false, canReachHome: false };
    expect(chooseDataFolder(choice, makeId)).toEqual({
      folder: "/var/lib/plimsoll/0123456789abcdef/database",
      id: "0123456789abcdef",
    });
  });

  test.each([true, false])("stays outside once it is there (home reachable now: %s)", (canReachHome) => {
    const choice = { inside, outsideId: "feed", hasDataInside: false, canReachHome };
    expect(chooseDataFolder(choice, makeId).folder).toBe("/var/lib/plimsoll/feed/database");
  });

  test("stays inside once it is there, rather than start empty somewhere else", () => {
    const choice = { inside, outsideId: null, hasDataInside: true, canReachHome: false };
    expect(chooseDataFolder(choice, makeId).folder).toBe(inside);
  });
});

describe("whether a user can get to a folder", () => {
  const postgres = { uid: 101, gid: 104 };
  const owned = { mode: 0o755, uid: 0, gid: 0 };
  const reach = (odd: Record<string, typeof owned>) =>
    isReachable("/a/b/c", postgres, (path) => odd[path] ?? owned);

  test("needs every folder above to let others through", () => {
    expect(reach({})).toBe(true);
    expect(reach({ "/a": { ...owned, mode: 0o700 } })).toBe(false);
    expect(reach({ "/a/b/c": { ...owned, mode: 0o744 } })).toBe(false);
  });

  test("counts the bits that are the user's: owner, group, others", () => {
    expect(reach({ "/a/b": { mode: 0o700, uid: 101, gid: 0 } })).toBe(true);
    expect(reach({ "/a/b": { mode: 0o710, uid: 0, gid: 104 } })).toBe(true);
    expect(reach({ "/a/b": { mode: 0o071, uid: 101, gid: 0 } })).toBe(false);
  });
});
