import { Readable } from "node:stream";
import { expect, test } from "vitest";
import { type LogFrame, readLogFrames } from "./log-frames";

function packFrame(stream: number, content: string): Buffer {
  const payload = Buffer.from(content);
  const header = Buffer.alloc(8);
  header[0] = stream;
  header.writeUInt32BE(payload.length, 4);
  return Buffer.concat([header, payload]);
}

const at = "2026-01-02T03:04:05.000000001Z";
const log = Buffer.concat([
  packFrame(1, `${at} one two\n`),
  packFrame(2, `${at} é…\r\n`),
  packFrame(1, `${at} \n`),
  packFrame(1, `${at} half`),
]);
const frames = [
  { at, stream: "stdout", text: "one two" },
  { at, stream: "stderr", text: "é…" },
  { at, stream: "stdout", text: "" },
  { at, stream: "stdout", text: "half" },
];

test.each([1, 3, 7, 1000])("a log that comes in pieces of %i bytes", async (size) => {
  const pieces = Array.from({ length: Math.ceil(log.length / size) }, (_, index) =>
    log.subarray(index * size, (index + 1) * size),
  );
  const read: LogFrame[] = [];
  for await (const frame of readLogFrames(Readable.from(pieces))) read.push(frame);
  expect(read).toEqual(frames);
});
