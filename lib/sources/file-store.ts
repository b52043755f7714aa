import type { Readable } from "node:stream";
import type { StoredContent } from "#lib/domain/sources";

/** A file on this machine with content that was received completely. */
export interface SpooledFile extends StoredContent {
  path: string;
}

/**
 * Where content lies, named by its SHA-256. Every method may be repeated; none answers before what it did would survive
 * a loss of power. Whether content may go is not known here: the database knows what names it.
 */
export interface FileStore {
  /** Takes a spooled file over; afterwards the content is there and the spooled file is not. */
  place(file: SpooledFile): Promise<void>;
  /** Fails with `not_found` if the content is not there. */
  open(sha256: string): Promise<Readable>;
  has(sha256: string): Promise<boolean>;
  /** Nothing happens if the content is not there. */
  remove(sha256: string): Promise<void>;
  list(): AsyncIterable<StoredContent & { modifiedAt: Date }>;
  /** Removes what interrupted writers left before `before`. */
  sweep(before: Date): Promise<void>;
  /** A path of the content on this machine, if it has one: the file itself, not to be changed. */
  findPath(sha256: string): string | null;
}
