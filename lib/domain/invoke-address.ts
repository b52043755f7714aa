import { findOwner, invokePrefix } from "./endpoints";

/** Where the paths of a workload begin; ends with a slash. */
export function invokePath(workloadId: string): string {
  return `${invokePrefix}/${workloadId}/`;
}

export interface InvokeAddress {
  workloadId: string;
  /** Asked for by name; null: the active one. */
  protonId: string | null;
  /** What the container is asked for, query and all. */
  path: string;
  /** What was taken off: all before the path's first slash. */
  prefix: string;
  /** Where on this origin the workload's paths begin; `/` on an origin of its own. */
  root: string;
}

const id = "[0-9a-f]{24}";
const form = new RegExp(`^${invokePrefix}/(${id})(?:/protons/(${id}))?(?=[/?]|$)`);

/** What a request's target names; null where it is no workload's. The path is as it was written: it is the container's. */
export function parseInvokeAddress(target: string): InvokeAddress | null {
  const match = form.exec(target);
  const workloadId = match?.[1];
  if (!match || workloadId === undefined) return null;
  const [prefix] = match;
  const rest = target.slice(prefix.length);
  const path = rest.startsWith("/") ? rest : `/${rest}`;
  return { workloadId, protonId: match[2] ?? null, path, prefix, root: invokePath(workloadId) };
}

/** What a request names, by its host where that is a workload's own, else by its target; null: no workload. */
export function findInvokeAddress(
  { host, target }: { host: string | undefined; target: string },
  publicUrl: string | undefined,
): InvokeAddress | null {
  const workloadId = findOwner(host, publicUrl);
  if (workloadId === null) return parseInvokeAddress(target);
  return target.startsWith("/") ? { workloadId, protonId: null, path: target, prefix: "", root: "/" } : null;
}

/** Whether nothing but this workload is on the origin that it was asked on. */
export const hasOwnOrigin = ({ root }: Pick<InvokeAddress, "root">): boolean => root === "/";
