import type { z } from "zod";

/** The objects of a stream that has one per line. The stream is read no faster than they are taken. */
export async function* readJsonLines<Shape extends z.ZodType>(
  stream: AsyncIterable<string | Buffer>,
  shape: Shape,
): AsyncGenerator<z.infer<Shape>> {
  const decoder = new TextDecoder();
  let rest = "";
  for await (const chunk of stream) {
    const lines = (
      rest + (typeof chunk === "string" ? chunk : decoder.decode(chunk, { stream: true }))
    ).split("\n");
    rest = lines.pop() ?? "";
    for (const line of lines) if (line.trim() !== "") yield shape.parse(JSON.parse(line));
  }
  if (rest.trim() !== "") yield shape.parse(JSON.parse(rest));
}
