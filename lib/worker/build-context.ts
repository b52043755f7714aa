import { PassThrough, type Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import ignore from "@balena/dockerignore";
import tar from "tar-stream";
import { type BuildSource, dockerfilePath } from "#lib/domain/builds";
import type { SourceFile } from "#lib/domain/sources";

/** The uploaded source, as the store of sources holds it. */
export interface SourceFiles {
  list: () => Promise<readonly SourceFile[]>;
  open: (sha256: string) => Promise<Readable>;
}

/** The source cannot be built as it is; the message is for whoever uploaded it. */
export class ContextError extends Error {
  override readonly name = "ContextError";
}

export interface BuildContext {
  files: readonly SourceFile[];
  /** Files that are not sent, because .dockerignore says so. */
  ignored: number;
  bytes: number;
  dockerfile: string;
  /** The text of a Dockerfile that is not in the source. */
  generated: string | null;
}

/** Written into the context for a generated Dockerfile: no file of the source can have this name by accident. */
const generatedName = ".plimsoll.Dockerfile";
const largestIgnoreFile = 1024 * 1024;

/** What is sent to the engine: the source without what .dockerignore leaves out; the Dockerfile always. */
export async function planContext(
  source: SourceFiles,
  dockerfile: BuildSource["dockerfile"],
  writeDockerfile: (files: readonly SourceFile[]) => Promise<string | null>,
): Promise<BuildContext> {
  const all = await source.list();
  const path = dockerfile.source === "provided" ? dockerfilePath(dockerfile) : generatedName;
  if (dockerfile.source === "provided" && !all.some((file) => file.path === path))
    throw new ContextError(`There is no ${path} in the source`);
  const filter = await readIgnore(source, all, path);
  const files = all.filter((file) => file.path === path || filter(file.path));
  return {
    files,
    ignored: all.length - files.length,
    bytes: files.reduce((sum, { size }) => sum + size, 0),
    dockerfile: path,
    generated: dockerfile.source === "generated" ? await writeDockerfile(all) : null,
  };
}

/** `app.Dockerfile.dockerignore` beside a Dockerfile counts before the common one, as with Docker's own builder. */
async function readIgnore(
  source: SourceFiles,
  files: readonly SourceFile[],
  dockerfile: string,
): Promise<(path: string) => boolean> {
  const own = files.find(({ path }) => path === `${dockerfile}.dockerignore`);
  const file = own ?? files.find(({ path }) => path === ".dockerignore");
  if (!file) return () => true;
  if (file.size > largestIgnoreFile) throw new ContextError(`${file.path} is larger than 1 MiB`);
  const patterns = (await readText(await source.open(file.sha256))).split(/\r?\n/);
  return ignore({ ignorecase: false }).add(patterns).createFilter();
}

async function readText(stream: Readable): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of stream) parts.push(Buffer.from(part));
  return Buffer.concat(parts).toString("utf8");
}

/** The context as a tar archive, packed while it is read. Times are fixed: equal sources are equal archives. */
export function packContext(source: SourceFiles, context: BuildContext): Readable {
  const pack = tar.pack();
  const archive = new PassThrough();
  const fail = (error: unknown) => archive.destroy(error instanceof Error ? error : new Error(String(error)));
  pipeline(pack, archive).catch(fail);
  fill(pack, source, context).catch(fail);
  return archive;
}

async function fill(pack: tar.Pack, source: SourceFiles, context: BuildContext): Promise<void> {
  const mtime = new Date(0);
  if (context.generated !== null) {
    pack.entry({ name: context.dockerfile, mtime, mode: 0o644 }, context.generated);
  }
  for (const { path, sha256, size, mode } of context.files) {
    await pipeline(await source.open(sha256), pack.entry({ name: path, size, mode: mode || 0o644, mtime }));
  }
  pack.finalize();
}
