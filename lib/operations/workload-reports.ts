import { z } from "zod";
import type { Actor } from "#lib/domain/actors";
import { notFound } from "#lib/domain/errors";
import { linkPage, pageOf, pageQuery } from "#lib/domain/paging";
import type { Capability } from "#lib/domain/roles";
import {
  type ProtonRecord,
  protonRecord,
  replicaRecord,
  type WorkloadRecord,
  workloadEvent,
} from "#lib/domain/workloads";
import { findArtifact } from "#lib/store/artifacts";
import { findProton, listReplicas, listProtons as listStoredProtons } from "#lib/store/protons";
import { findRepository } from "#lib/store/repositories";
import { listEvents as listStoredEvents } from "#lib/store/workload-events";
import { readLogTail } from "#lib/store/workload-logs";
import { workloadWith } from "./access";
import { type AccessContext, defineOperation } from "./operation";

const listInput = pageQuery.omit({ cursor: true }).extend({ id: z.string() });

export const listEvents = defineOperation({
  name: "workloads.listEvents",
  kind: "read",
  // Clients are told of parameters that nobody would hear (contract 1.9).
  input: z.strictObject(listInput.shape),
  output: pageOf(workloadEvent.extend({ actorName: z.string().nullable() })),
  access: workloadWith("inspect"),
  run: async ({ db }, { id, ...query }) => {
    const { rows, total } = await listStoredEvents(db, id, query);
    return linkPage(rows, total, query);
  },
});

export const listProtons = defineOperation({
  name: "workloads.listProtons",
  kind: "read",
  input: listInput,
  output: pageOf(protonRecord),
  access: workloadWith("inspect"),
  run: async ({ db }, { id, ...query }) => {
    const { rows, total } = await listStoredProtons(db, id, query);
    return linkPage(rows, total, query);
  },
});

/** Loads the proton of the workload and proves the capability on that. */
function protonWith(capability: Capability) {
  return async (
    context: AccessContext,
    input: { id: string; protonId: string },
  ): Promise<{ actor: Actor; workload: WorkloadRecord; proton: ProtonRecord }> => {
    const { actor, workload } = await workloadWith(capability)(context, input);
    const proton = await findProton(context.db, workload.id, input.protonId);
    if (!proton) throw notFound("Proton");
    return { actor, workload, proton };
  };
}

const protonId = z.object({ id: z.string(), protonId: z.string() });

/** Lines of the log that come with a proton. */
const tailLines = 30;

export const getProton = defineOperation({
  name: "workloads.getProton",
  kind: "read",
  input: protonId,
  output: protonRecord.extend({ logTail: z.array(z.string()) }),
  access: protonWith("inspect"),
  run: async ({ db }, _input, { workload, proton }) => ({
    ...proton,
    logTail: await readLogTail(db, { workloadId: workload.id, protonId: proton.id }, tailLines),
  }),
});

/** Its replicas as the worker last saw them; none until it has begun. */
export const getProtonDetails = defineOperation({
  name: "workloads.getProtonDetails",
  kind: "read",
  input: protonId,
  output: z.object({ proton: protonRecord, replicas: z.array(replicaRecord) }),
  access: protonWith("inspect"),
  run: async ({ db }, _input, { proton }) => ({
    proton,
    replicas: await listReplicas(db, { protonId: proton.id }),
  }),
});

/** A workload's page: every proton that is not over yet, with its replicas. */
export const getWorkloadTree = defineOperation({
  name: "workloads.getTree",
  kind: "read",
  input: z.object({ id: z.string() }),
  output: z.object({ protons: z.array(protonRecord), replicas: z.array(replicaRecord) }),
  access: workloadWith("inspect"),
  run: async ({ db }, { id }, { workload }) => {
    const [{ rows }, replicas] = await Promise.all([
      listStoredProtons(db, id, { offset: 0, limit: 20 }),
      listReplicas(db, { workloadId: id }),
    ]);
    const shown = rows.filter((proton) => proton.endedAt === null || proton.id === workload.activeProtonId);
    return { protons: shown, replicas };
  },
});

const relatedThing = z.object({
  id: z.string(),
  type: z.enum(["artifact", "artifact_repository", "proton"]),
  name: z.string().nullable(),
  createdAt: z.date().nullable(),
  updatedAt: z.date().nullable(),
});

/** What belongs to a workload; of the registry's things only what the asker may see by name. */
export const listRelated = defineOperation({
  name: "workloads.listRelated",
  kind: "read",
  input: z.object({ id: z.string() }),
  output: z.array(relatedThing),
  access: workloadWith("inspect"),
  run: async ({ db }, { id }, { actor, workload: { artifact } }) => {
    const [seen, repository, protons] = await Promise.all([
      findArtifact(db, actor, artifact.id),
      findRepository(db, actor, artifact.repositoryId),
      listStoredProtons(db, id, { offset: 0, limit: 20 }),
    ]);
    const things = [
      { ...unseen, ...seen, id: artifact.id, type: "artifact" as const },
      { ...unseen, ...repository, id: artifact.repositoryId, type: "artifact_repository" as const },
      ...protons.rows.map((proton) => ({
        ...proton,
        name: `proton-${proton.number}`,
        type: "proton" as const,
      })),
    ];
    return things.map(({ id: thingId, type, name, createdAt, updatedAt }) => ({
      id: thingId,
      type,
      name,
      createdAt,
      updatedAt,
    }));
  },
});

const unseen = { name: null, createdAt: null, updatedAt: null };
