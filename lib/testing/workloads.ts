import type { Actor } from "#lib/domain/actors";
import { resolveRuntime } from "#lib/domain/resolve-runtime";
import { type RuntimeInput, runtimeInput } from "#lib/domain/runtime";
import { listImages } from "#lib/domain/spec-images";
import { makeFakeEngine } from "#lib/engines/fake/fake-engine";
import type { ArtifactView } from "#lib/operations/artifact-views";
import { database } from "#lib/store/database";
import { newId } from "#lib/store/ids";
import { insertProton, stopProtons } from "#lib/store/protons";
import { insertReplacement } from "#lib/store/replacements";
import { listEvents } from "#lib/store/workload-events";
import { insertWorkload, updateWorkload } from "#lib/store/workloads";
import { type ControlTools, makeControlTools } from "#lib/worker/control-tools";
import { startWorkloads } from "#lib/worker/workloads";
import { actorOf, makeOrganization } from "./actors";
import { makeArtifact, makeContainer } from "./factories";

/** The image of test workloads on the fake engine, which may run as it is. */
export const runnableImage = "registry.example/runnable:1";

/** What `/bin/sh -c` runs on the fake engine. */
export const shell = (script: string) => ["/bin/sh", "-c", script];
/** Something that listens. */
export const serving = shell("httpd -f -p 8080");

let places = 0;

export function makeRunEngine() {
  const engine = makeFakeEngine();
  // What listens outlives its test, and other tests run beside this one: nobody gets an address twice.
  engine.world.placeReplica = () => {
    places += 1;
    return `127.${100 + (process.pid % 150)}.${places >> 8}.${places & 255}`;
  };
  engine.addImage(runnableImage, { user: "1000" });
  return engine;
}
export type RunEngine = ReturnType<typeof makeRunEngine>;

type Times = Partial<ControlTools["times"]>;

/** A worker's half that runs workloads, and how a test makes it go faster, and its clock go on. */
export function startControl(
  engine: ControlTools["engine"],
  { times = {}, ...rest }: { times?: Times } & Partial<Omit<ControlTools, "times" | "engine">> = {},
) {
  const settings = { cpus: 1, megabytes: 64, readyMinutes: 1, drainSeconds: 5, idleSeconds: 5 };
  const tools = makeControlTools({ ...settings, registryCredentials: [] }, engine);
  const fast: Times = { roundMs: 200, leastDrainMs: 200, graceSeconds: 1, leaveMs: 200 };
  const shutdown = new AbortController();
  const running = startWorkloads(
    { ...tools, ...rest, times: { ...tools.times, ...fast, ...times } },
    shutdown.signal,
  );
  return {
    async stop() {
      shutdown.abort();
      await running.stopped();
    },
  };
}

interface Wanted {
  container?: Record<string, unknown>;
  containers?: Record<string, unknown>[];
  artifact?: Record<string, unknown>;
  runtime?: RuntimeInput;
  expiresAt?: Date | null;
}

/** A workload that is to run, as its creation leaves it. */
export async function makeWorkload({ container = {}, runtime, expiresAt = null, ...rest }: Wanted = {}) {
  const { administrator } = await makeOrganization();
  const actor = await actorOf(administrator);
  const base = { imageUri: runnableImage, entrypoint: serving };
  const containers = (rest.containers ?? [container]).map((one) => makeContainer({ ...base, ...one }));
  const artifact = await makeArtifact(actor, {
    spec: { containerGroups: [{ containers }] },
    ...rest.artifact,
  });
  const now = new Date();
  const id = newId();
  const facts = { name: `workload ${id}`, description: "", importance: "low" as const };
  await insertWorkload(database, actor, { id, ...facts, artifactId: artifact.id }, now);
  const protonId = await addProton({ id, actor, artifact }, "active", runtime);
  await updateWorkload(database, id, { activeProtonId: protonId, expiresAt }, now);
  return { id, actor, artifact, protonId };
}
interface Made {
  id: string;
  actor: Actor;
  artifact: ArtifactView;
}

function addProton({ id, actor, artifact }: Made, role: "active" | "candidate", input?: RuntimeInput) {
  const { spec } = artifact;
  const asked = input ?? runtimeInput.parse({});
  const proton = {
    workloadId: id,
    artifactId: artifact.id,
    role,
    spec,
    images: listImages(spec),
    runtime: resolveRuntime(null, asked, { spec, bundles: new Map() }),
    creatorId: actor.userId,
  };
  return insertProton(database, proton, new Date());
}

/** A candidate beside what runs, as asking for a replacement leaves it. */
export async function makeReplacement(
  made: Made & { protonId: string },
  wanted: {
    artifact?: Made["artifact"];
    runtime?: RuntimeInput;
    warmupMinutes?: number;
    keepOldMinutes?: number;
  } = {},
) {
  const { warmupMinutes = 0, keepOldMinutes = 0, artifact = made.artifact } = wanted;
  const candidateProtonId = await addProton({ ...made, artifact }, "candidate", wanted.runtime);
  const spec = artifact.spec;
  return insertReplacement(
    database,
    {
      workloadId: made.id,
      kind: artifact.id === made.artifact.id ? "settings" : "replacement",
      status: "submitted",
      candidateArtifactId: artifact.id,
      candidateProtonId,
      previousArtifactId: made.artifact.id,
      previousProtonId: made.protonId,
      ...{ warmupMinutes, keepOldMinutes },
      runtime: resolveRuntime(null, wanted.runtime ?? runtimeInput.parse({}), { spec, bundles: new Map() }),
      userId: made.actor.userId,
      switchedAt: null,
      endedAt: null,
    },
    new Date(),
  );
}

/** `running`, or `errored: why`; null: it is gone. */
export async function statusOf(id: string): Promise<string | null> {
  const row = await database.workload.findUnique({ where: { id } });
  return row && `${row.status}${row.statusReason === null ? "" : `: ${row.statusReason}`}`;
}

/** What happened to it, oldest first. */
export async function eventsOf(id: string): Promise<string[]> {
  const { rows } = await listEvents(database, id, { offset: 0, limit: 100 });
  return rows.map(({ eventType }) => eventType).reverse();
}

/** As stopping leaves it. */
export async function stopRows(id: string, change: { deletedAt?: Date } = {}): Promise<void> {
  const now = new Date();
  await stopProtons(database, id, now);
  await updateWorkload(database, id, { goal: "stopped", status: "stopping", ...change }, now);
}
