import { Writable } from "node:stream";
import pino from "pino";
import { describe, expect, test } from "vitest";
import { logOptions } from "./log";

/** What the project's logger, writing to memory, makes of one call. */
function capture(write: (logger: pino.Logger) => void): string {
  const lines: string[] = [];
  const sink = new Writable({
    write(chunk, _encoding, done) {
      lines.push(String(chunk));
      done();
    },
  });
  write(pino({ ...logOptions, level: "info" }, sink));
  return lines.join("");
}

describe("the log", () => {
  test.each([
    { authorization: "Bearer s3cret" },
    { headers: { cookie: "session=s3cret" } },
    { request: { headers: { authorization: "s3cret", "set-cookie": "s3cret" } } },
    { request: { body: { person: { password: "s3cret", token: "s3cret" } } } },
  ])("hides secrets in %o", (fields) => {
    const line = capture((log) => log.info(fields, "here"));
    expect(line).not.toContain("s3cret");
    expect(line).toContain("[hidden]");
  });
});
