import { createServer, type RequestListener, type Server } from "node:http";
import { invokePath } from "#lib/domain/invoke-address";
import { emptyReplicaState } from "#lib/domain/replica-state";
import { runtimeInput } from "#lib/domain/runtime";
import { Gateway } from "#lib/gateway/gateway";
import { type GatewayLimits, usualLimits } from "#lib/gateway/limits";
import { database } from "#lib/store/database";
import { newId } from "#lib/store/ids";
import { makeToken } from "./actors";
import { makeWorkload } from "./workloads";

async function listen(server: Server): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  if (typeof address !== "object" || address === null) throw new Error("The server has no port");
  return address.port;
}

/** A real server in the place of a container. */
export async function startUpstream(answer: RequestListener) {
  const server = createServer(answer);
  const port = await listen(server);
  return {
    server,
    address: `127.0.0.1:${port}`,
    stop() {
      server.closeAllConnections();
      return new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}

export async function startGateway(limits: Partial<GatewayLimits> = {}, publicUrl?: string) {
  const gatewayId = newId();
  const gateway = new Gateway({ gatewayId, limits: { ...usualLimits, ...limits }, publicUrl });
  const port = await listen(gateway.server);
  return { gateway, gatewayId, port, origin: `http://127.0.0.1:${port}` };
}

/** Runs from none to one, as requests come. */
export const toZero = runtimeInput.parse({
  containerGroups: [
    {
      autoscaling: {
        minReplicaCount: 0,
        maxReplicaCount: 1,
        policies: [{ scalingMetric: "httpRequestsConcurrency", target: 1 }],
      },
    },
  ],
});

/** A workload whose replicas are ready at these addresses, as the worker would say. */
export async function makeInvoked(addresses: string[] = [], wanted: Parameters<typeof makeWorkload>[0] = {}) {
  const made = await makeWorkload(wanted);
  await database.workload.update({ where: { id: made.id }, data: { status: "running" } });
  const replicaIds = await Promise.all(
    addresses.map((address, ordinal) => addReplica(made, address, ordinal)),
  );
  const token = await makeToken(made.actor.userId);
  return { ...made, replicaIds, token, path: invokePath(made.id) };
}

export async function addReplica(
  { id: workloadId, protonId }: { id: string; protonId: string },
  address: string,
  ordinal = 0,
): Promise<string> {
  const id = newId();
  const now = new Date();
  const times = { createdAt: now, updatedAt: now, goalSince: now };
  const state = JSON.parse(JSON.stringify(emptyReplicaState));
  await database.replica.create({
    data: {
      id,
      workloadId,
      protonId,
      groupName: "default",
      ordinal,
      address,
      ready: true,
      state,
      ...times,
    },
  });
  return id;
}
