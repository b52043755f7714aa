import type { ContainerLogLine } from "#lib/engines/replicas";

export interface LogFrame {
  /** As the engine writes it, to the nanosecond and always as long, so that later ones sort behind. */
  at: string;
  stream: ContainerLogLine["stream"];
  text: string;
}

const headerSize = 8;

/** The lines of a log with timestamps, where each comes behind a header that tells its stream and its length. */
export async function* readLogFrames(stream: AsyncIterable<string | Buffer>): AsyncGenerator<LogFrame> {
  let rest: Buffer = Buffer.alloc(0);
  for await (const chunk of stream) {
    rest = Buffer.concat([rest, Buffer.from(chunk)]);
    let start = 0;
    while (rest.length >= start + headerSize) {
      const end = start + headerSize + rest.readUInt32BE(start + 4);
      if (rest.length < end) break;
      yield readFrame(
        rest[start] === 2 ? "stderr" : "stdout",
        rest.toString("utf8", start + headerSize, end),
      );
      start = end;
    }
    rest = rest.subarray(start);
  }
}

function readFrame(stream: LogFrame["stream"], content: string): LogFrame {
  const space = content.indexOf(" ");
  return { at: content.slice(0, space), stream, text: content.slice(space + 1).replace(/\r?\n$/, "") };
}
