import { asList, memberOf, valueAt } from "#lib/domain/json-values";
import { freeName } from "#lib/domain/names";
import type { DocumentEdit } from "./document-edits";
import type { DocumentPath } from "./document-places";

/** A change of the tree, and the place to go to after it. */
export interface StructureEdit {
  edits: DocumentEdit[];
  goTo: DocumentPath;
}

type NodePath = DocumentPath;
const groupsPath = ["spec", "containerGroups"] as const;

/** The list a node stands in, and its place there; null for the artifact itself. */
function placeInList(path: NodePath): { list: DocumentPath; index: number } | null {
  const index = path.at(-1);
  return typeof index === "number" ? { list: path.slice(0, -1), index } : null;
}

/** Where a container is added while a node is selected: to its group, or to the first one. */
function groupOf(path: NodePath): DocumentPath {
  return path.length >= 3 ? path.slice(0, 3) : [...groupsPath, 0];
}

/** A sidecar after what is there already; the first container of a group is its primary. */
export function addContainer(value: unknown, selected: NodePath): StructureEdit {
  const group = groupOf(selected);
  if (valueAt(value, group) === undefined) return addGroup(value);
  const list = [...group, "containers"];
  const containers = asList(valueAt(value, list));
  const first = containers.length === 0;
  const name = freeName(first ? "primary" : "sidecar", namesIn(containers));
  const container = first ? newPrimary(name) : { name, imageUri: "" };
  return {
    edits: [...markLonePrimary(containers, list), ...append(value, list, container)],
    goTo: [...list, containers.length, "imageUri"],
  };
}

/** A lone container is the primary without saying so; beside another one it has to. */
function markLonePrimary(containers: unknown[], list: DocumentPath): DocumentEdit[] {
  const [only] = containers;
  if (containers.length !== 1 || memberOf(only, "primary") === true) return [];
  return [{ kind: "set", path: [...list, 0, "primary"], value: true }];
}

export function addGroup(value: unknown): StructureEdit {
  const groups = asList(valueAt(value, groupsPath));
  const group = { name: freeName("default", namesIn(groups)), containers: [newPrimary("primary")] };
  return {
    edits: append(value, groupsPath, group),
    goTo: [...groupsPath, groups.length, "containers", 0, "imageUri"],
  };
}

function newPrimary(name: string) {
  return { name, imageUri: "", primary: true, port: 8080 };
}

function append(value: unknown, list: DocumentPath, item: unknown): DocumentEdit[] {
  const items = valueAt(value, list);
  if (!Array.isArray(items)) return [{ kind: "set", path: list, value: [item] }];
  return [{ kind: "insert", path: list, index: items.length, value: item }];
}

/** A copy right after the node; of a primary a sidecar, for there is one primary and one port. */
export function duplicateNode(value: unknown, path: NodePath): StructureEdit | null {
  const place = placeInList(path);
  const node = valueAt(value, path);
  if (!place || typeof node !== "object" || node === null) return null;
  const siblings = asList(valueAt(value, place.list));
  const name = memberOf(node, "name");
  const copy = { ...node, name: freeName(typeof name === "string" ? name : "copy", namesIn(siblings)) };
  return {
    edits: [
      ...(isContainer(path) ? markLonePrimary(siblings, place.list) : []),
      {
        kind: "insert",
        path: place.list,
        index: place.index + 1,
        value: isContainer(path) ? asSidecar(copy) : copy,
      },
    ],
    goTo: [...place.list, place.index + 1, "name"],
  };
}

const primaryOnly = ["primary", "port", "imageBuildConfig", "routes"];

function asSidecar(container: object): Record<string, unknown> {
  return Object.fromEntries(Object.entries(container).filter(([key]) => !primaryOnly.includes(key)));
}

export function removeNode(value: unknown, path: NodePath): StructureEdit | null {
  const place = placeInList(path);
  if (!place) return null;
  const left = asList(valueAt(value, place.list)).length - 1;
  return {
    edits: [{ kind: "remove", path }],
    goTo: left > 0 ? [...place.list, Math.min(place.index, left - 1)] : place.list.slice(0, -1),
  };
}

/** One place up (-1) or down (1) among its siblings. */
export function moveNode(value: unknown, path: NodePath, by: -1 | 1): StructureEdit | null {
  const place = placeInList(path);
  if (!place) return null;
  const to = place.index + by;
  if (to < 0 || to >= asList(valueAt(value, place.list)).length) return null;
  return {
    edits: [{ kind: "move", path: place.list, from: place.index, to }],
    goTo: [...place.list, to],
  };
}

/** The container takes the requests from now on, and with them what only a primary has: the port and its routes. */
export function makePrimary(value: unknown, path: NodePath): StructureEdit | null {
  const place = placeInList(path);
  if (!place || !isContainer(path)) return null;
  const before = asList(valueAt(value, place.list)).flatMap((container, index) =>
    index !== place.index && memberOf(container, "primary") === true
      ? [{ container, path: [...place.list, index] }]
      : [],
  );
  const handedOn = ["port", "routes"].flatMap((field): DocumentEdit[] => {
    const from = before.filter(({ container }) => memberOf(container, field) !== undefined);
    const kept = memberOf(valueAt(value, path), field) ?? memberOf(from[0]?.container, field);
    return [
      ...from.map((one): DocumentEdit => ({ kind: "remove", path: [...one.path, field] })),
      ...(kept === undefined ? [] : [{ kind: "set" as const, path: [...path, field], value: kept }]),
    ];
  });
  return {
    edits: [
      ...before.map((one): DocumentEdit => ({ kind: "remove", path: [...one.path, "primary"] })),
      { kind: "set", path: [...path, "primary"], value: true },
      ...handedOn,
    ],
    goTo: path,
  };
}

function isContainer(path: NodePath): boolean {
  return path.at(-2) === "containers";
}

function namesIn(items: unknown[]): Set<string> {
  return new Set(
    items.flatMap((item) => {
      const name = memberOf(item, "name");
      return typeof name === "string" ? name : [];
    }),
  );
}
