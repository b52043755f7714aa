import { setTimeout as delay } from "node:timers/promises";
import { expect, test } from "vitest";
import { PacedWork } from "./paced-work";

test("what is asked for while it is done or pauses is done once more, never twice at a time", async () => {
  let [done, underWay, most] = [0, 0, 0];
  const paced = new PacedWork(async () => {
    underWay += 1;
    most = Math.max(most, underWay);
    await delay(5);
    underWay -= 1;
    done += 1;
  }, 30);
  for (let asked = 0; asked < 5; asked += 1) {
    paced.ask();
    await delay(1);
  }
  await delay(100);
  expect([done, most]).toEqual([2, 1]);
  paced.ask();
  await paced.settled();
  expect([done, most]).toEqual([3, 1]);
});

test("who waits waits for no pause, and for what was asked for last", async () => {
  const seen: string[] = [];
  let wanted = "";
  const paced = new PacedWork(async () => {
    seen.push(wanted);
  }, 3_600_000);
  for (wanted of ["first", "second"]) paced.ask();
  await delay(5);
  wanted = "third";
  paced.ask();
  await paced.settled();
  expect(seen.at(-1)).toBe("third");
  // And again, as if nothing had been before.
  wanted = "fourth";
  paced.ask();
  await paced.settled();
  expect(seen.at(-1)).toBe("fourth");
});

test("a failure is told to whoever waits or asks from then on, and nothing more is done", async () => {
  let done = 0;
  const paced = new PacedWork(() => {
    done += 1;
    return Promise.reject(new Error("no room"));
  }, 0);
  paced.ask();
  await expect(paced.settled()).rejects.toThrow("no room");
  expect(() => paced.ask()).toThrow("no room");
  await expect(paced.settled()).rejects.toThrow("no room");
  expect(done).toBe(1);
});
