import { Readable } from "node:stream";
import { text } from "node:stream/consumers";
import type Docker from "dockerode";
import { pack } from "tar-stream";
import { z } from "zod";
import { EngineError } from "#lib/engines/engine";
import { callEngine } from "./connection";
import { removeContainer } from "./leftovers";
import { labelReplica, type Member, makeContainer, type ReplicaIds, sandboxName } from "./replica-containers";
import { confine } from "./replica-settings";
import { makeWaitingProgram } from "./sandbox-program";
import { isStuck, startContainer } from "./start-container";
import { ensureWorkloadNetwork } from "./workload-network";

const repository = "plimsoll/sandbox";
const version = "1";
export const sandboxImage = `${repository}:${version}`;
/** An empty folder of the image, where a volume can be put in order. */
export const sandboxMount = "/volume";

/** For the runtime, which starts within them: a tenth of a CPU took it seconds. The program itself needs next to nothing. */
const limits = { memoryBytes: 16 * 2 ** 20, cpus: 1, processes: 32 };

/** Does `work`, which needs the sandbox's image, and makes that if it is missing. */
export async function withSandboxImage<Result>(
  docker: Docker,
  signal: AbortSignal,
  work: () => Promise<Result>,
): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof EngineError && error.kind === "not_found")) throw error;
    await importSandbox(docker, signal);
    return work();
  }
}

async function importSandbox(docker: Docker, signal: AbortSignal): Promise<void> {
  const { Arch } = z.object({ Arch: z.string() }).parse(await callEngine(signal, () => docker.version()));
  const program = makeWaitingProgram(Arch);
  if (program === null)
    throw new EngineError("rejected", `Workloads run on amd64 and arm64 machines; the engine's is ${Arch}`);
  const archive = pack();
  archive.entry({ name: "wait", mode: 0o755 }, program);
  archive.entry({ name: sandboxMount.slice(1), type: "directory", mode: 0o755 });
  archive.finalize();
  const answer = await callEngine(signal, async () =>
    text(
      await docker.importImage(Readable.from(archive), {
        repo: repository,
        tag: version,
        changes: ["USER 65534:65534", 'ENTRYPOINT ["/wait"]', "LABEL plimsoll.sandbox=1"],
        abortSignal: signal,
      }),
    ),
  );
  if (answer.includes("errorDetail")) throw new EngineError("unavailable", `No sandbox: ${answer}`);
}

/** Its id; it runs then. */
export async function ensureSandbox(
  docker: Docker,
  request: ReplicaIds,
  members: Member[],
  signal: AbortSignal,
): Promise<string> {
  const member = members.find(({ isSandbox }) => isSandbox);
  if (member?.state === "running") return member.id;
  const network = await ensureWorkloadNetwork(docker, request.workloadId, signal);
  const { id } = member ?? (await makeSandbox(docker, request, network, signal));
  // It has died, and with it the network of those that still run. They exit, as one tells those who restart them.
  for (const { id: stranded, container, state } of members)
    if (container !== null && state === "running")
      await callEngine(signal, () => docker.getContainer(stranded).kill({ abortSignal: signal }));
  try {
    await startContainer(docker, { id, name: "The sandbox" }, signal);
  } catch (error) {
    // Another's sandbox, or of a network that was swept away meanwhile: not one to keep.
    if (error instanceof EngineError && error.kind !== "unavailable")
      await removeContainer(docker, id, signal);
    // It is gone already, and those that were in its network have none any more.
    if (isStuck(error))
      for (const { id: stranded } of members) await removeContainer(docker, stranded, signal);
    throw error;
  }
  return id;
}

async function makeSandbox(
  docker: Docker,
  request: ReplicaIds,
  network: string,
  signal: AbortSignal,
): Promise<{ id: string }> {
  const options = {
    name: sandboxName(request.replicaId),
    Image: sandboxImage,
    Labels: labelReplica(request),
    HostConfig: {
      ...confine(limits),
      ReadonlyRootfs: true,
      NetworkMode: network,
      // The engine's resolver would ask the host's own servers for names outside, and tell them what a container wants
      // to tell. Here it asks the container itself, where nobody answers.
      Dns: ["127.0.0.1"],
      DnsOptions: ["timeout:1", "attempts:1"],
    },
  };
  return withSandboxImage(docker, signal, () => makeContainer(docker, options, signal));
}
