import { expect, test } from "vitest";
import { standingOfProton, standingOfWorkload } from "./proton-standing";
import { settleConditions } from "./replica-conditions";
import { planReplicas } from "./replica-places";
import { containerState, type ReplicaState, replicaState } from "./replica-state";

const at = (seconds: number) => new Date(Date.UTC(2026, 0, 1) + seconds * 1000);
const container = (rest: Record<string, unknown> = {}) =>
  containerState.parse({
    ...{ name: "web", primary: true, image: "x", status: "running", ready: true },
    ...{ startedAt: at(0), restartCount: 0, ...rest },
  });
const started = (rest: Record<string, unknown> = {}, state: Partial<ReplicaState> = {}) => ({
  groupName: "default",
  ready: rest.ready !== false,
  state: replicaState.parse({ phase: "started", containers: [container(rest)], ...state }),
});
const waiting = { groupName: "default", ready: false, state: replicaState.parse({ phase: "creating" }) };
const proton = (...replicas: (typeof waiting)[]) =>
  standingOfProton({ goal: "run", wanted: replicas.length, replicas, left: true, warming: false });

const lastEnd = { reason: "Exited", exitCode: 3, finishedAt: at(1), message: "one\ncrash requested" };
const crashed = { status: "terminated", ready: false, failures: 1, lastEnd };

test("one replica more on its way up takes nothing from a proton that serves", () => {
  expect(proton(waiting)).toMatchObject({ status: "provisioning" });
  expect(proton(started(), waiting)).toEqual({ status: "running", reason: null });
  expect(proton(started(), started(crashed))).toEqual({
    status: "restarting",
    reason: "web: ended with exit code 3: crash requested",
  });
});

test("a container is errored only after it ended three times in a row, and while it is not ready", () => {
  expect(proton(started({ ...crashed, failures: 2 })).status).toBe("restarting");
  expect(proton(started({ ...crashed, failures: 3 })).status).toBe("errored");
  expect(proton(started({ ready: false, failures: 3, lastEnd })).status).toBe("errored");
  expect(proton(started({ failures: 3, lastEnd })).status).toBe("running");
});

test("what the probe says is told from its first failure on, and after a crash both", () => {
  const probes = { readiness: { state: "waiting", message: "answered 503" } };
  expect(proton(started({ ready: false, probes })).reason).toBe("web: Readiness probe: answered 503");
  expect(proton(started({ ready: false, probes, lastEnd, failures: 1 })).reason).toBe(
    "web: ended with exit code 3: crash requested; now Readiness probe: answered 503",
  );
});

test("stopping, draining and scaled to zero have words of their own", () => {
  const facts = { wanted: 1, replicas: [], left: true, warming: false };
  expect(standingOfProton({ ...facts, goal: "stop" }).status).toBe("stopping");
  expect(standingOfProton({ ...facts, goal: "stop", left: false }).status).toBe("stopped");
  expect(standingOfProton({ ...facts, goal: "drain" }).status).toBe("draining");
  expect(standingOfProton({ ...facts, goal: "run", wanted: 0 })).toMatchObject({
    status: "running",
    reason: expect.stringContaining("Scaled to zero"),
  });
  expect(standingOfWorkload("running", { status: "restarting", reason: "x" }, true)).toEqual({
    status: "launching",
    reason: "x",
  });
  expect(standingOfWorkload("stopped", null, true).status).toBe("stopping");
});

test("conditions keep the time since which they hold, and the time to be ready counts from the first try", () => {
  const unready = started({ ready: false }).state;
  const first = settleConditions(unready, 10_000, at(0));
  expect(first).toMatchObject({ unreadySince: at(0), readyAt: null, overdue: false });
  expect(settleConditions(first, 10_000, at(9)).overdue).toBe(false);
  const late = settleConditions(first, 10_000, at(10));
  expect(late.overdue).toBe(true);
  expect(proton({ ...started({ ready: false }), state: late })).toMatchObject({ status: "errored" });
  const ready = settleConditions({ ...late, containers: [container()] }, 10_000, at(11));
  expect(ready).toMatchObject({ readyAt: at(11), unreadySince: null, overdue: false });
  expect(settleConditions(ready, 10_000, at(20)).readyAt).toEqual(at(11));
  expect(settleConditions({ ...first, phase: "pending" }, 10_000, at(60)).overdue).toBe(false);
});

test("every place has one replica, and what has no place is too many", () => {
  const groups = [
    { name: "a", count: 2 },
    { name: "b", count: 0 },
  ];
  const replicas = [
    { groupName: "a", ordinal: 1 },
    { groupName: "a", ordinal: 2 },
    { groupName: "b", ordinal: 0 },
  ];
  expect(planReplicas(groups, replicas)).toEqual({
    missing: [{ groupName: "a", ordinal: 0 }],
    excess: replicas.slice(1),
  });
});
