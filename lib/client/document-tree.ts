import { parsePath } from "#lib/domain/errors";
import { asList, memberOf } from "#lib/domain/json-values";
import type { DocumentPath } from "./document-places";
import type { TextProblem } from "./spec-document";

export interface TreeNode {
  kind: "artifact" | "group" | "container";
  path: DocumentPath;
  name: string;
  /** "primary :8080"; empty where the name says enough. */
  detail: string;
  /** 1 for the artifact, as `aria-level` counts. */
  level: number;
  /** The worst of what is wrong in it, not counting what stands at its containers. */
  worst: TextProblem["severity"] | null;
  /** Its place among its siblings, from 1, and how many there are. */
  position: number;
  siblings: number;
}

/** The parts of a document that the form shows one at a time, in the order of the document. */
export function listTreeNodes(value: unknown, problems: readonly TextProblem[]): TreeNode[] {
  const groups = asList(memberOf(memberOf(value, "spec"), "containerGroups"));
  const nodes: Omit<TreeNode, "worst">[] = [
    {
      kind: "artifact",
      path: [],
      name: textOr(memberOf(value, "name"), "Artifact"),
      detail: "about",
      level: 1,
      position: 1,
      siblings: 1,
    },
    ...groups.flatMap((group, g) => {
      const path = ["spec", "containerGroups", g] as const;
      const containers = asList(memberOf(group, "containers"));
      return [
        {
          kind: "group" as const,
          path,
          name: textOr(memberOf(group, "name"), "default"),
          detail: "group",
          level: 2,
          position: g + 1,
          siblings: groups.length,
        },
        ...containers.map((container, c) => ({
          kind: "container" as const,
          path: [...path, "containers", c],
          name: containerName(container, containers.length === 1),
          detail: containerDetail(container, containers.length === 1),
          level: 3,
          position: c + 1,
          siblings: containers.length,
        })),
      ];
    }),
  ];
  const owned = problems.map((problem) => ({ problem, owner: ownerOf(nodes, parsePath(problem.path)) }));
  return nodes.map((node) => ({
    ...node,
    worst: worstOf(owned.flatMap(({ problem, owner }) => (owner === node ? problem.severity : []))),
  }));
}

/** The node whose form shows a place: the deepest one around it. */
export function ownerOf<Node extends { path: DocumentPath }>(
  nodes: readonly Node[],
  path: DocumentPath,
): Node | undefined {
  return nodes.findLast((node) => isWithin(path, node.path));
}

/** Whether a place is another one or inside it. */
function isWithin(path: DocumentPath, around: DocumentPath): boolean {
  return around.every((key, index) => path[index] === key);
}

function worstOf(severities: TextProblem["severity"][]): TextProblem["severity"] | null {
  if (severities.includes("error")) return "error";
  return severities.length > 0 ? "warning" : null;
}

function containerName(container: unknown, alone: boolean): string {
  return textOr(memberOf(container, "name"), alone || isPrimary(container) ? "primary" : "sidecar");
}

function containerDetail(container: unknown, alone: boolean): string {
  if (!alone && !isPrimary(container)) return "";
  const port = memberOf(container, "port");
  return port === undefined || port === null ? "primary" : `primary :${String(port)}`;
}

function isPrimary(container: unknown): boolean {
  return memberOf(container, "primary") === true;
}

function textOr(value: unknown, fallback: string): string {
  return typeof value === "string" && value !== "" ? value : fallback;
}
