import { crc32, deflateRawSync } from "node:zlib";

export interface ZipEntry {
  name: string | Buffer;
  content?: Buffer | string;
  /** Unix type and permission bits; a plain file if not said. */
  mode?: number;
  /** What the archive claims, where that is not the truth. */
  claims?: { size?: number; crc?: number; flags?: number };
}

/** A zip archive, with every lie that a test wants to tell. */
export function zipOf(entries: ZipEntry[]): Buffer {
  const parts: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const entry of entries.map(factsOf)) {
    const local = localHeader(entry);
    directory.push(centralHeader(entry, offset));
    parts.push(local);
    offset += local.length;
  }
  const central = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(Math.min(entries.length, 0xffff), 8);
  end.writeUInt16LE(Math.min(entries.length, 0xffff), 10);
  end.writeUInt32LE(central.length, 12);
  end.writeUInt32LE(offset, 16);
  const wide = entries.length > 0xffff ? wideEnd(entries.length, central.length, offset) : Buffer.alloc(0);
  return Buffer.concat([...parts, central, wide, end]);
}

/** What is said when there are more entries than the old form can count. */
function wideEnd(count: number, size: number, offset: number): Buffer {
  const record = Buffer.alloc(56);
  record.writeUInt32LE(0x06064b50, 0);
  record.writeBigUInt64LE(44n, 4);
  record.writeUInt16LE(45, 12);
  record.writeUInt16LE(45, 14);
  record.writeBigUInt64LE(BigInt(count), 24);
  record.writeBigUInt64LE(BigInt(count), 32);
  record.writeBigUInt64LE(BigInt(size), 40);
  record.writeBigUInt64LE(BigInt(offset), 48);
  const locator = Buffer.alloc(20);
  locator.writeUInt32LE(0x07064b50, 0);
  locator.writeBigUInt64LE(BigInt(offset + size), 8);
  locator.writeUInt32LE(1, 16);
  return Buffer.concat([record, locator]);
}

type EntryFacts = ReturnType<typeof factsOf>;
const nothing = deflateRawSync(Buffer.alloc(0));

function factsOf({ name, content = "", mode = 0o100644, claims = {} }: ZipEntry) {
  const plain = Buffer.from(content);
  const packed = plain.length === 0 ? nothing : deflateRawSync(plain);
  return {
    mode,
    name: Buffer.from(name),
    packed,
    size: claims.size ?? plain.length,
    crc: claims.crc ?? crc32(plain),
    // Bit 11: the name is UTF-8.
    flags: claims.flags ?? 0x800,
  };
}

function localHeader({ name, packed, size, crc, flags }: EntryFacts): Buffer {
  const head = Buffer.alloc(30);
  head.writeUInt32LE(0x04034b50, 0);
  head.writeUInt16LE(20, 4);
  head.writeUInt16LE(flags, 6);
  head.writeUInt16LE(8, 8);
  head.writeUInt32LE(crc, 14);
  head.writeUInt32LE(packed.length, 18);
  head.writeUInt32LE(size, 22);
  head.writeUInt16LE(name.length, 26);
  return Buffer.concat([head, name, packed]);
}

function centralHeader({ name, packed, size, crc, flags, mode }: EntryFacts, offset: number): Buffer {
  const head = Buffer.alloc(46);
  head.writeUInt32LE(0x02014b50, 0);
  head.writeUInt16LE((3 << 8) | 20, 4);
  head.writeUInt16LE(20, 6);
  head.writeUInt16LE(flags, 8);
  head.writeUInt16LE(8, 10);
  head.writeUInt32LE(crc, 16);
  head.writeUInt32LE(packed.length, 20);
  head.writeUInt32LE(size, 24);
  head.writeUInt16LE(name.length, 28);
  head.writeUInt32LE(mode * 0x10000, 38);
  head.writeUInt32LE(offset, 42);
  return Buffer.concat([head, name]);
}
