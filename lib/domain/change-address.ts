import { itself } from "./spec-shape";

/**
 * A change's address is made of names as they are before it, joined by slashes: `default/agent/environment/LOG_LEVEL`,
 * `_/description` for the artifact's own. It stays when things move, and two changes of one base meet at one address.
 */
export function joinAddress(parent: string, segment: string): string {
  const escaped = /[%/]/.test(segment) ? segment.replaceAll("%", "%25").replaceAll("/", "%2F") : segment;
  return parent === "" ? escaped : `${parent}/${escaped}`;
}

export function splitAddress(address: string): string[] {
  return address.split("/").map((segment) => segment.replaceAll("%2F", "/").replaceAll("%25", "%"));
}

/** The group and container that an address is in, by their names before. */
export function ownersOf(address: string): { group: string | null; container: string | null } {
  const [group, container] = splitAddress(address);
  if (group === undefined || group === itself) return { group: null, container: null };
  return { group, container: container === undefined || container === itself ? null : container };
}
