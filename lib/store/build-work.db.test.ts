import { expect, test } from "vitest";
import { actorOf, makeOrganization } from "#lib/testing/actors";
import { makeBuild, makeRunningBuild, workOn } from "#lib/testing/builds";
import { listSweepable } from "./build-work";
import { database } from "./database";
import { leastId, newId } from "./ids";

test("of what an engine holds only what nobody builds is swept, be it another installation's", async () => {
  const actor = await actorOf((await makeOrganization()).administrator);
  const [running, cancelled] = [await makeRunningBuild(actor), await makeRunningBuild(actor)];
  await workOn(cancelled).end({ status: "CANCELLED" });
  const waiting = await makeBuild(actor);
  const [foreign, forgotten] = [newId(), leastId(new Date(Date.now() - 25 * 3_600_000))];
  const ids = [running.buildId, cancelled.buildId, waiting.buildId, foreign, forgotten];
  const remains = ids.map((buildId) => ({ buildId, containers: 1 }));
  const swept = await listSweepable(database, remains, new Date());
  expect(swept.toSorted()).toEqual([cancelled.buildId, forgotten].toSorted());
});
