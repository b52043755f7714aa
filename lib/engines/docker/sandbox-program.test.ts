import { expect, test } from "vitest";
import { makeWaitingProgram } from "./sandbox-program";

test.each([
  ["amd64", 0x3e],
  ["arm64", 0xb7],
])("a whole program for %s: header, one segment, code to the end", (architecture, machine) => {
  const program = makeWaitingProgram(architecture) ?? Buffer.alloc(0);
  expect(program.subarray(0, 7).toString("latin1")).toBe("\x7fELF\x02\x01\x01");
  expect(program.readUInt16LE(18)).toBe(machine);
  const base = program.readBigUInt64LE(64 + 16);
  expect(program.readBigUInt64LE(24) - base).toBe(120n);
  expect(program.readBigUInt64LE(64 + 32)).toBe(BigInt(program.length));
});

test("there is none for other machines", () => {
  expect(makeWaitingProgram("s390x")).toBeNull();
});
