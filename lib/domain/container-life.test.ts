import { expect, test } from "vitest";
import { endContainer, forgiveFailures, observeContainer, restartDelay } from "./container-life";
import { containerState } from "./replica-state";

const at = (seconds: number) => new Date(Date.UTC(2026, 0, 1) + seconds * 1000);
const fresh = containerState.parse({
  ...{ name: "web", primary: true, image: "x", status: "waiting", ready: false },
  ...{ startedAt: null, restartCount: 0 },
});
const facts = (rest: Partial<Parameters<typeof observeContainer>[1] & object>) => ({
  state: "running" as const,
  startedAt: at(0),
  finishedAt: null,
  exitCode: null,
  outOfMemory: false,
  ...rest,
});
const exited = (second: number, startedAt = at(0)) =>
  facts({ state: "exited", startedAt, finishedAt: at(second), exitCode: 1 });
const end = (second: number) => ({ reason: "Exited", exitCode: 1, finishedAt: at(second), message: null });

test("starts and ends are told once, however often they are seen", () => {
  const started = observeContainer(fresh, facts({}));
  expect(started).toMatchObject({ news: "started", state: { status: "running", restartCount: 0 } });
  expect(observeContainer(started.state, facts({})).news).toBeNull();
  const ended = observeContainer(started.state, exited(5));
  expect(ended).toMatchObject({ news: "ended", state: { status: "terminated", ready: false } });
  const noted = endContainer(ended.state, end(5), at(5));
  expect(noted).toMatchObject({ failures: 1, restartsAt: at(6) });
  expect(observeContainer(noted, exited(5)).news).toBeNull();
  const again = observeContainer(noted, facts({ startedAt: at(6) }));
  expect(again).toMatchObject({ news: "started", state: { restartCount: 1, restartsAt: null, failures: 1 } });
});

test("an end that was missed with the start before it is told, and counted", () => {
  const started = observeContainer(fresh, facts({})).state;
  const later = observeContainer(endContainer(started, end(5), at(5)), exited(8, at(6)));
  expect(later).toMatchObject({ news: "ended", state: { restartCount: 1, startedAt: at(6) } });
});

test("one that a probe condemned and that then ends by itself has ended once", () => {
  const started = observeContainer(fresh, facts({})).state;
  const condemned = endContainer(started, { ...end(5), reason: "LivenessFailed" }, at(5));
  expect(observeContainer(condemned, exited(5.5)).news).toBeNull();
});

test("the wait doubles up to five minutes, and begins anew after ten minutes of running", () => {
  expect([1, 2, 3, 4, 9, 10, 100].map(restartDelay)).toEqual([1e3, 2e3, 4e3, 8e3, 256e3, 300e3, 300e3]);
  const running = { ...observeContainer(fresh, facts({})).state, failures: 5 };
  expect(forgiveFailures(running, at(599))).toBe(running);
  expect(forgiveFailures(running, at(600)).failures).toBe(0);
  expect(endContainer(running, end(599), at(599)).failures).toBe(6);
  expect(endContainer(running, end(600), at(600)).failures).toBe(1);
});
