import { pipeline, type Readable } from "node:stream";
import { text } from "node:stream/consumers";
import { extract } from "tar-stream";

export interface Instruction {
  keyword: string;
  argument: string;
  /** As written, on one line. */
  line: string;
}

export async function readContext(context: Readable): Promise<Map<string, string>> {
  const files = new Map<string, string>();
  const archive = extract();
  // Unlike pipe, passes on an error of the context.
  pipeline(context, archive, () => undefined);
  for await (const entry of archive) files.set(entry.header.name.replace(/^\.\//, ""), await text(entry));
  return files;
}

export function parseDockerfile(source: string): Instruction[] {
  return source
    .replaceAll(/\\\n\s*/g, "")
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "" && !line.startsWith("#"))
    .map((line) => {
      const [keyword = "", ...words] = line.split(" ");
      return { keyword: keyword.toUpperCase(), argument: words.join(" "), line };
    });
}
