import type Docker from "dockerode";
import { EngineError } from "#lib/engines/engine";
import type { EngineReplica } from "#lib/engines/replicas";
import { callEngine } from "./connection";
import { openEvents } from "./events";
import type { Inspections } from "./inspections";
import { labels, listMembers, type Member } from "./replica-containers";

export async function listReplicas(
  docker: Docker,
  inspections: Inspections,
  signal: AbortSignal,
): Promise<EngineReplica[]> {
  const members = await listMembers(docker, { label: labels.replica }, signal);
  inspections.keepOnly(members);
  return describeMembers(docker, inspections, members, signal);
}

/** Questions at once: more would only wait in the engine. */
const atOnce = 8;

/** The replicas that these are of. */
export async function describeMembers(
  docker: Docker,
  inspections: Inspections,
  members: Member[],
  signal: AbortSignal,
): Promise<EngineReplica[]> {
  const replicas = new Map<string, EngineReplica>();
  for (const { replicaId, protonId, workloadId, isSandbox, address, state } of members) {
    const replica = replicas.get(replicaId) ?? {
      replicaId,
      protonId,
      workloadId,
      address: null,
      containers: [],
    };
    if (isSandbox && state === "running") replica.address = address;
    replicas.set(replicaId, replica);
  }
  // The engine tells the latest first; the primary is the first that was made.
  const containers = members.filter(({ container }) => container !== null).toReversed();
  for (let start = 0; start < containers.length; start += atOnce) {
    const some = containers.slice(start, start + atOnce);
    const found = await Promise.all(some.map((member) => inspections.find(docker, member, signal)));
    for (const [index, { replicaId }] of some.entries()) {
      const facts = found[index];
      if (facts) replicas.get(replicaId)?.containers.push(facts);
    }
  }
  return [...replicas.values()];
}

export async function watchReplicas(
  docker: Docker,
  inspections: Inspections,
  onChange: (replicaId: string) => void,
  signal: AbortSignal,
): Promise<void> {
  const filters = { label: [labels.container], event: ["start", "die", "oom", "destroy"] };
  await callEngine(signal, async () => {
    const events = await openEvents(docker, filters, signal);
    const endWatch = inspections.beginWatch();
    try {
      for await (const event of events) {
        inspections.noteChange(event.id);
        onChange(event.labels[labels.replica] ?? "");
      }
    } finally {
      endWatch();
    }
  });
  throw new EngineError("unavailable", "The container engine has gone");
}
