import { Readable } from "node:stream";
import { pack } from "tar-stream";

/** A build context with these files. */
export function packContext(files: Record<string, string>): Readable {
  const archive = pack();
  for (const [name, content] of Object.entries(files)) archive.entry({ name, mode: 0o644 }, content);
  archive.finalize();
  return Readable.from(archive);
}
