import { Readable } from "node:stream";
import { text } from "node:stream/consumers";
import type Docker from "dockerode";
import { extract } from "tar-stream";
import { EngineError } from "#lib/engines/engine";
import { describeRoot, type ReplicaRequest } from "#lib/engines/replicas";
import { callEngine } from "./connection";
import { removeContainer } from "./leftovers";
import { labelReplica } from "./replica-containers";
import type { LocalImage } from "./replica-images";

export interface ImageUser {
  uid: number;
  /** Null where the image says nothing of it. */
  gid: number | null;
}

/** For the engine, in numbers only: a name it would look up anew at every start, in a file the container may have changed. */
export const writeUser = ({ uid, gid }: ImageUser) => (gid === null ? `${uid}` : `${uid}:${gid}`);

/** The ordinary user that the image wants to run as; refused if that is root, or nobody the image knows. */
export async function getImageUser(
  docker: Docker,
  request: ReplicaRequest,
  { name, image }: { name: string; image: LocalImage },
  signal: AbortSignal,
): Promise<ImageUser> {
  const [user = "", group] = (image.user ?? "").split(":");
  const inNumbers = (word: string | undefined) => word === undefined || word === "" || /^\d+$/.test(word);
  const readFiles = user !== "" && !(inNumbers(user) && inNumbers(group));
  const files = readFiles
    ? await readUserFiles(docker, request, image.id, signal)
    : { passwd: "", group: "" };
  const found = findUser(files, user, group || undefined);
  if (found === null || found.uid === 0) throw new EngineError("rejected", describeRoot(name));
  return found;
}

interface UserFiles {
  passwd: string;
  group: string;
}

/** As /etc/passwd and /etc/group are written. Null for a name that is in neither. */
export function findUser({ passwd, group }: UserFiles, user: string, ofGroup?: string): ImageUser | null {
  const entry = findLine(passwd, user);
  const uid = /^\d+$/.test(user) ? Number(user) : Number(entry?.[2] ?? Number.NaN);
  if (!Number.isInteger(uid)) return null;
  if (ofGroup === undefined) return { uid, gid: entry === null ? null : Number(entry[3]) };
  const gid = /^\d+$/.test(ofGroup) ? Number(ofGroup) : Number(findLine(group, ofGroup)?.[2] ?? Number.NaN);
  return Number.isInteger(gid) ? { uid, gid } : null;
}

const findLine = (file: string, name: string): string[] | null =>
  file
    .split("\n")
    .map((line) => line.trim().split(":"))
    .find(([first]) => first === name) ?? null;

/** Of a container that is made for it and never started. */
async function readUserFiles(
  docker: Docker,
  request: ReplicaRequest,
  imageId: string,
  signal: AbortSignal,
): Promise<UserFiles> {
  const container = await callEngine(signal, () =>
    docker.createContainer({
      Image: imageId,
      Cmd: ["-"],
      Labels: labelReplica(request),
      NetworkDisabled: true,
      abortSignal: signal,
    }),
  );
  try {
    const read = (path: string) => readFile(container, path, signal);
    return { passwd: await read("/etc/passwd"), group: await read("/etc/group") };
  } finally {
    await removeContainer(docker, container.id, AbortSignal.timeout(10_000));
  }
}

const largestFile = 2 ** 20;

/** Empty where there is no such file. */
async function readFile(container: Docker.Container, path: string, signal: AbortSignal): Promise<string> {
  try {
    return await callEngine(signal, async () => {
      const entries = Readable.from(await container.getArchive({ path, abortSignal: signal })).pipe(
        extract(),
      );
      for await (const entry of entries) {
        if (entry.header.type !== "file" || (entry.header.size ?? 0) > largestFile) return "";
        return await text(entry);
      }
      return "";
    });
  } catch (error) {
    if (error instanceof EngineError && error.kind === "not_found") return "";
    throw error;
  }
}
