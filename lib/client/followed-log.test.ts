import { expect, test } from "vitest";
import { FollowedLog } from "./followed-log";

const line = (number: number) => ({
  number: String(number),
  time: "2026-11-24T20:00:00.000Z",
  level: "info",
  message: `line ${number}`,
  replicaId: "r",
  container: "web",
});
const lines = (from: number, to: number) =>
  Array.from({ length: to - from + 1 }, (_, index) => line(from + index));

test("older lines come before the first, once, and say how far everything moved", async () => {
  const asked: string[] = [];
  const log = new FollowedLog(lines(101, 150), true, async (before) => {
    asked.push(before);
    return lines(51, 100);
  });
  const shifts: number[] = [];
  log.subscribe((shift) => shifts.push(shift));
  await Promise.all([log.wantOlder(), log.wantOlder()]);
  expect(asked).toEqual(["101"]);
  expect(shifts).toEqual([50]);
  expect(log.at(0)?.number).toBe("51");
  log.add(lines(151, 152));
  expect([log.count, log.last, shifts]).toEqual([102, "152", [50, 0]]);
});

test("at the beginning of a log nothing more is asked for", async () => {
  let asked = 0;
  const log = new FollowedLog(lines(1, 2), true, async () => {
    asked += 1;
    return [];
  });
  await log.wantOlder();
  await log.wantOlder();
  expect([asked, log.hasOlder]).toEqual([1, false]);
});

test("of a log without end the oldest lines go", () => {
  const log = new FollowedLog(lines(1, 99_999), false, async () => []);
  log.add(lines(100_000, 100_010));
  expect([log.count, log.at(0)?.number, log.hasOlder]).toEqual([100_000, "11", true]);
});
