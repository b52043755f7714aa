import { maskCredentials } from "./audit";
import { splitAddress } from "./change-address";
import type { Change } from "./comparison";
import { looksLikeCredentialHeader } from "./findings";
import { masked } from "./masked";

/** A change as it may be shown and sent: of a credential it says that it changed, not what it was or is. */
export function maskChange<One extends Change>(one: One): One {
  const { address } = one;
  return {
    ...one,
    ...("before" in one && { before: maskAt(address, one.before) }),
    ...("after" in one && { after: maskAt(address, one.after) }),
  };
}

/** The value at an address of an artifact as it may be shown and sent. */
export function maskAt(address: string, value: unknown): unknown {
  const [list, name] = splitAddress(address).slice(-2);
  const secret = list === "headers" && name !== undefined && looksLikeCredentialHeader(name);
  return secret && typeof value === "string" ? masked : maskCredentials(value);
}
