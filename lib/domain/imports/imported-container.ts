import { looksLikeCredential } from "#lib/domain/findings";
import { masked } from "#lib/domain/masked";
import type { HttpCheck } from "./http-check";
import type { InputPlace, Ledger } from "./ledger";

export type ProbeField = "startupProbe" | "readinessProbe" | "livenessProbe";

/** All numbers are written out: the defaults where it came from are others than ours. */
export interface ImportedProbe extends HttpCheck {
  initialDelaySeconds: number;
  periodSeconds: number;
  timeoutSeconds: number;
  failureThreshold: number;
  successThreshold?: number;
}

export interface ImportedVariable extends InputPlace {
  name: string;
  value: string;
  /** Which value of a secret it is; which credential holds it is for a person to say. */
  secretKey?: string;
}

export interface ImportedSecurity {
  allowPrivilegeEscalation?: boolean;
  add: string[];
  drop: string[];
  readOnlyRootFilesystem?: boolean;
  seccompProfile?: { type: string; localhostProfile?: string };
}

/** What every source is read into; `assemble` makes a document of it by the rules of a specification. */
export interface ImportedContainer extends InputPlace {
  name: string;
  image: string | null;
  /** It is built from source with this Dockerfile. */
  dockerfile: (InputPlace & { path: string }) | null;
  entrypoint: string[] | null;
  variables: ImportedVariable[];
  ports: (InputPlace & { port: number })[];
  probes: Partial<Record<ProbeField, ImportedProbe>>;
  security: ImportedSecurity;
}

export function emptyContainer(name: string, { where, line }: InputPlace): ImportedContainer {
  return {
    where,
    line,
    name,
    image: null,
    dockerfile: null,
    entrypoint: null,
    variables: [],
    ports: [],
    probes: {},
    security: { add: [], drop: [] },
  };
}

/** Of variables given twice the last counts, as it does everywhere they come from. */
export function lastOfEach(variables: ImportedVariable[], ledger: Ledger): ImportedVariable[] {
  const last = new Map(variables.map((variable) => [variable.name, variable]));
  return variables.filter((variable) => {
    const counts = last.get(variable.name) === variable;
    const what = looksLikeCredential(variable.name) ? masked : variable.value;
    if (!counts)
      ledger.lose(variable, what, `${variable.name} is given again further down; the last one counts`);
    return counts;
  });
}

/** `CAP_NET_ADMIN`, `net_admin` → `NET_ADMIN`. */
export function capability(text: string): string {
  return text.toUpperCase().replace(/^CAP_/, "");
}

/** `1m30s`, `500ms`, `30` (seconds) → whole seconds, upwards; null for anything else. */
export function readSeconds(text: string): number | null {
  if (/^\d+$/.test(text)) return Number(text);
  if (!/^(\d+(\.\d+)?(h|ms|m|us|s))+$/.test(text)) return null;
  const size = { h: 3600, m: 60, s: 1, ms: 0.001, us: 0.000_001 };
  const parts = [...text.matchAll(/(\d+(?:\.\d+)?)(h|ms|m|us|s)/g)];
  return Math.ceil(parts.reduce((sum, [, count, unit]) => sum + Number(count) * sizeOf(size, unit), 0));
}

function sizeOf(sizes: Record<string, number>, unit: string | undefined): number {
  return sizes[unit ?? ""] ?? 0;
}
