import { importCompose } from "./compose";
import { importDockerRun } from "./docker-run";
import { type EnvFile, parseEnvFile } from "./env-file";
import { importKubernetes } from "./kubernetes";
import type { ImportOutcome } from "./ledger";
import { childOf, readSource, type SourceNode } from "./source-tree";

export type ImportKind = "docker-run" | "compose" | "kubernetes" | "artifact" | "env" | "unknown";

const dockerRun =
  /^\s*(?:[$#]\s+)?(?:\w+=\S*\s+)*(?:sudo\s+(?:-\w+\s+)*)?(?:\S*\/)?(?:docker|podman|nerdctl)(?:\.exe)?\s(?:.*\s)?(?:run|create)\s/m;

/** What a pasted text is: by what only that kind has. */
export function detectImport(text: string): ImportKind {
  const source = readSource(text);
  const roots = "roots" in source ? source.roots : [];
  const kind = roots.map(kindOfDocument).find((one) => one !== null);
  if (kind) return kind;
  if (dockerRun.test(text)) return "docker-run";
  if (looksLikeEnv(text)) return "env";
  // A broken file is still read as what it was meant to be, so that the message is about its mistake.
  if ("message" in source) return guessBroken(text);
  return "unknown";
}

function kindOfDocument(root: SourceNode): ImportKind | null {
  if (childOf(root, "spec", "containerGroups")) return "artifact";
  if (childOf(root, "kind") && childOf(root, "apiVersion")) return "kubernetes";
  return childOf(root, "services")?.kind === "map" ? "compose" : null;
}

function guessBroken(text: string): ImportKind {
  if (/^\s*"?containerGroups"?\s*:/m.test(text)) return "artifact";
  if (/^"?apiVersion"?\s*:/m.test(text)) return "kubernetes";
  return /^"?services"?\s*:/m.test(text) ? "compose" : "unknown";
}

function looksLikeEnv(text: string): boolean {
  const { variables, lost } = parseEnvFile(text);
  return variables.length > lost.length;
}

/** A text of a known kind → a document, and what of the text it does not hold. `choice` is of several workloads. */
export function importText(text: string, kind: ImportKind, choice = 0): ImportOutcome {
  if (kind === "docker-run") return importDockerRun(text);
  if (kind === "env") return importEnv(parseEnvFile(text));
  const source = readSource(text);
  if ("message" in source) return { ok: false, ...source };
  const [root] = source.roots;
  if (root && kind === "compose") return importCompose(root);
  if (kind === "kubernetes") return importKubernetes(source.roots, choice);
  const message =
    "This is no docker run line, compose file, Kubernetes manifest, artifact document or .env file that can be told by its content";
  return { ok: false, message, line: null };
}

function importEnv({ variables, lost }: EnvFile): ImportOutcome {
  const container = { name: "main", primary: true, environmentVars: variables };
  return {
    ok: true,
    document: { name: "", spec: { containerGroups: [{ name: "default", containers: [container] }] } },
    carried: variables.length,
    lost,
    notes: ["A .env file has variables only: the name, the image and the port are still to be written"],
    choices: [],
    choice: 0,
  };
}
