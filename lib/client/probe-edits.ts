import { memberOf } from "#lib/domain/json-values";
import type { DocumentPath } from "./document-places";
import type { ProbeField } from "./probe-words";

export interface ProbeKind {
  field: ProbeField;
  /** In a sentence: "Add readiness probe". */
  word: string;
  /** The single key that adds it, or goes to it. */
  shortcut: string;
  path: string;
}

export const probeKinds: readonly ProbeKind[] = [
  { field: "startupProbe", word: "startup", shortcut: "s", path: "/healthz" },
  { field: "readinessProbe", word: "readiness", shortcut: "r", path: "/readyz" },
  { field: "livenessProbe", word: "liveness", shortcut: "l", path: "/healthz" },
];

/** A probe to start from: of the container's own port; the other numbers are left to their defaults. */
export function newProbe({ path }: ProbeKind, container: unknown): Record<string, unknown> {
  const port = memberOf(container, "port");
  return typeof port === "number" ? { path, port } : { path };
}

/** Where the focus belongs after a probe was added or asked for. */
export function probePlace(container: DocumentPath, { field }: ProbeKind): DocumentPath {
  return [...container, field, "path"];
}
