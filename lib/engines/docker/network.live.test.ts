import { randomUUID } from "node:crypto";
import Docker from "dockerode";
import { expect, inject, test } from "vitest";
import { ensureBuildNetwork } from "./network";

test("of builds that begin at once on a new engine all get one network", async () => {
  const docker = new Docker({ socketPath: new URL(inject("engineAddress")).pathname, host: undefined });
  const signal = AbortSignal.timeout(60_000);
  const name = `plimsoll-build-${randomUUID()}`;
  const ids = await Promise.all(Array.from({ length: 6 }, () => ensureBuildNetwork(docker, signal, name)));
  expect(new Set(ids).size).toBe(1);
  const networks = await docker.listNetworks({ filters: { name: [name] } });
  expect(networks.map(({ Id }) => Id)).toEqual([ids[0]]);
  await docker.getNetwork(ids[0] ?? "").remove();
});
