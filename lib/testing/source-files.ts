import { createHash } from "node:crypto";
import { Readable } from "node:stream";
import type { SourceFiles } from "#lib/worker/build-context";

/** Source with these files, as the store would hold it. */
export function sourceOf(files: Record<string, string>): SourceFiles {
  const stored = Object.entries(files).map(([path, text]) => ({
    path,
    text,
    sha256: createHash("sha256").update(text).digest("hex"),
    size: Buffer.byteLength(text),
    mode: 0,
  }));
  const textOf = (sha256: string) => stored.find((file) => file.sha256 === sha256)?.text ?? "";
  return { list: async () => stored, open: async (sha256) => Readable.from([Buffer.from(textOf(sha256))]) };
}
