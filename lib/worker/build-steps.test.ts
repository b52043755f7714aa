import { setTimeout as delay } from "node:timers/promises";
import { expect, test } from "vitest";
import type { StepRow } from "#lib/store/build-work";
import { BuildSteps } from "./build-steps";

const at = (second: number) => new Date(second * 1000);
const step = (number: number) => ({ number, instruction: `RUN ${number}`, firstLine: number * 10 });

test("steps are written in order, several at once where writing is slower", async () => {
  const batches: StepRow[][] = [];
  const steps = new BuildSteps(async (rows) => {
    batches.push(rows);
    await delay(20);
  });
  for (let number = 1; number <= 5; number += 1) {
    steps.begin(step(number), at(number));
    if (number < 4) steps.markCached();
  }
  await steps.settled();
  expect(batches.length).toBeLessThan(4);
  // What was written last of each is how it stands.
  expect([...new Map(batches.flat().map((row) => [row.number, row])).values()]).toEqual(
    [1, 2, 3, 4, 5].map((number) => ({
      ...step(number),
      cached: number < 4,
      startedAt: at(number),
      endedAt: number < 5 ? at(number + 1) : null,
    })),
  );
});

test("what cannot be written is told at the next step and at the end", async () => {
  const steps = new BuildSteps(() => Promise.reject(new Error("no room")));
  steps.begin(step(1), at(1));
  await expect(steps.settled()).rejects.toThrow("no room");
  expect(() => steps.begin(step(2), at(2))).toThrow("no room");
});
