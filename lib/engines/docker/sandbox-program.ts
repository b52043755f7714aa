/** As the engine names them, and as an ELF header does. */
const machines: Record<string, { elf: number; code: number[] }> = {
  amd64: {
    elf: 0x3e,
    code: [
      ...[0xb8, 0x22, 0x00, 0x00, 0x00], // mov eax, 34 (pause)
      ...[0x0f, 0x05], // syscall
      ...[0xeb, 0xf7], // jmp to the start
    ],
  },
  arm64: {
    elf: 0xb7,
    code: [
      ...[0x00, 0x00, 0x80, 0xd2], // mov x0, 0 (no descriptors)
      ...[0x01, 0x00, 0x80, 0xd2], // mov x1, 0 (their number)
      ...[0x02, 0x00, 0x80, 0xd2], // mov x2, 0 (no time limit)
      ...[0x03, 0x00, 0x80, 0xd2], // mov x3, 0 (no signal mask)
      ...[0x04, 0x00, 0x80, 0xd2], // mov x4, 0 (its size)
      ...[0x28, 0x09, 0x80, 0xd2], // mov x8, 73 (ppoll)
      ...[0x01, 0x00, 0x00, 0xd4], // svc 0
      ...[0xf9, 0xff, 0xff, 0x17], // b to the start
    ],
  },
};

const headerSize = 64;
const segmentSize = 56;
/** A multiple of the largest page Linux has. */
const base = 0x40_0000;

/**
 * A program that waits for ever: a whole ELF file of one segment, headers and code, for images are built from nothing where
 * none can be pulled. Null for a machine whose instructions we have not.
 */
export function makeWaitingProgram(architecture: string): Buffer | null {
  const machine = machines[architecture];
  if (machine === undefined) return null;
  const start = headerSize + segmentSize;
  const size = start + machine.code.length;
  const file = Buffer.alloc(size);
  // Magic number, 64 bits, little end first, version 1, System V.
  file.write("\x7fELF\x02\x01\x01\x00", "latin1");
  file.writeUInt16LE(2, 16); // an executable with fixed addresses
  file.writeUInt16LE(machine.elf, 18);
  file.writeUInt32LE(1, 20);
  file.writeBigUInt64LE(BigInt(base + start), 24); // where it begins
  file.writeBigUInt64LE(BigInt(headerSize), 32); // the segment table, right behind this header
  file.writeUInt16LE(headerSize, 52);
  file.writeUInt16LE(segmentSize, 54);
  file.writeUInt16LE(1, 56); // segments
  file.writeUInt32LE(1, headerSize); // to be loaded
  file.writeUInt32LE(5, headerSize + 4); // read and run, not written
  file.writeBigUInt64LE(BigInt(base), headerSize + 16);
  file.writeBigUInt64LE(BigInt(base), headerSize + 24);
  file.writeBigUInt64LE(BigInt(size), headerSize + 32);
  file.writeBigUInt64LE(BigInt(size), headerSize + 40);
  file.writeBigUInt64LE(0x1_0000n, headerSize + 48); // aligned to that page
  Buffer.from(machine.code).copy(file, start);
  return file;
}
