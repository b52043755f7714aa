import { type Issue, invalid, issuesFromZod, parseInput } from "./errors";
import { asList, isJsonObject } from "./json-values";
import { freeName } from "./names";
import { type ArtifactType, artifactSpec, builtTypes, type ContainerSpec, type StoredSpec } from "./spec";

/** Keys clients are known to send that mean nothing here: our own answers' keys and those listed in contract 9.4. */
const ignoredContainerKeys = new Set(["build", "resourceRequest", "resourceAllocation"]);

/**
 * A raw spec as a client sends it, before the schema sees it: `null` means absent everywhere (contract 2.5), keys the
 * server sets are dropped, a lone container is the primary, and nothing else is touched.
 */
export function prepareSpec(raw: unknown): unknown {
  const spec = dropNulls(raw);
  if (!isJsonObject(spec)) return spec;
  const { type: _ignored, ...rest } = spec;
  if (!Array.isArray(rest.containerGroups)) return rest;
  return { ...rest, containerGroups: rest.containerGroups.map(prepareGroup) };
}

function prepareGroup(group: unknown): unknown {
  if (!isJsonObject(group) || !Array.isArray(group.containers)) return group;
  const containers = group.containers.map((container) =>
    isJsonObject(container)
      ? Object.fromEntries(Object.entries(container).filter(([key]) => !ignoredContainerKeys.has(key)))
      : container,
  );
  const [only] = containers;
  return {
    ...group,
    containers: containers.length === 1 && isJsonObject(only) ? [{ ...only, primary: true }] : containers,
  };
}

function dropNulls(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(dropNulls);
  if (!isJsonObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, item]) => item !== null)
      .map(([key, item]) => [key, dropNulls(item)]),
  );
}

function records(value: unknown): Record<string, unknown>[] {
  return asList(value).map((item) => (isJsonObject(item) ? item : {}));
}

/**
 * The rules that no single field can see, over a prepared but otherwise unchecked spec, so that they are found
 * together with the mistakes in single fields and not only after those are mended. Paths start at `spec`.
 */
function findSpecRuleIssues(prepared: unknown, type: ArtifactType): Issue[] {
  if (!isJsonObject(prepared)) return [];
  const groups = records(prepared.containerGroups);
  return [
    ...findTypeIssues(prepared, type),
    ...findRepeatedNames(groups, (index) => `spec.containerGroups[${index}].name`, "group"),
    ...groups.flatMap((group, index) =>
      findGroupIssues(records(group.containers), `spec.containerGroups[${index}].containers`, type),
    ),
  ];
}

function findTypeIssues(spec: Record<string, unknown>, type: ArtifactType): Issue[] {
  const only = (field: string, owner: ArtifactType): Issue[] =>
    spec[field] === undefined || type === owner
      ? []
      : [
          {
            path: `spec.${field}`,
            message: `Only a ${owner} artifact has ${field}; this is a ${type}`,
            code: "wrong_type",
          },
        ];
  return [...only("storage", "nim"), ...only("templateId", "nim"), ...only("a2aEnabled", "agent")];
}

function findGroupIssues(containers: Record<string, unknown>[], path: string, type: ArtifactType): Issue[] {
  const primaries = containers.filter((container) => container.primary === true).length;
  const issues: Issue[] = [];
  if (containers.length > 0 && primaries !== 1) {
    const message =
      primaries === 0
        ? "One of these containers must be the primary"
        : `Exactly one primary, not ${primaries}`;
    issues.push({ path, message, code: "one_primary" });
  }
  issues.push(...findRepeatedNames(containers, (index) => `${path}[${index}].name`, "container"));
  containers.forEach((container, index) => {
    issues.push(...findContainerIssues(container, `${path}[${index}]`, type));
  });
  return issues;
}

function findContainerIssues(container: Record<string, unknown>, path: string, type: ArtifactType): Issue[] {
  const issues: Issue[] = [];
  const add = (field: string, message: string, code: string) =>
    issues.push({ path: `${path}.${field}`, message, code });
  const primary = container.primary === true;
  if (primary && container.port === undefined)
    add("port", "The primary container needs the port it listens on", "required");
  if (!primary && container.port !== undefined)
    add("port", "Only the primary container has a port; sidecars share its network", "sidecar_port");
  if (!primary && container.imageBuildConfig !== undefined)
    add("imageBuildConfig", "Only the primary container is built from source", "sidecar_build");
  if (!primary && container.routes !== undefined)
    add("routes", "Only the primary container has routes", "sidecar_routes");
  if (container.imageUri === undefined && container.imageBuildConfig === undefined) {
    add("imageUri", "Name an image, or say how to build one in imageBuildConfig", "required");
  }
  if (container.imageBuildConfig !== undefined && !builtTypes.includes(type)) {
    add(
      "imageBuildConfig",
      `A ${type} artifact runs a ready image; it is not built from source`,
      "wrong_type",
    );
  }
  const variables = records(container.environmentVars);
  issues.push(
    ...findRepeatedNames(variables, (index) => `${path}.environmentVars[${index}].name`, "variable"),
  );
  return issues;
}

function findRepeatedNames(
  items: Record<string, unknown>[],
  path: (index: number) => string,
  what: string,
): Issue[] {
  const seen = new Set<unknown>();
  return items.flatMap(({ name }, index) => {
    if (name === undefined || !seen.has(name)) {
      seen.add(name);
      return [];
    }
    return [{ path: path(index), message: `There is another ${what} of this name`, code: "repeated_name" }];
  });
}

/** Every issue of a raw spec, of single fields and across them; empty when `parseSpec` would succeed. */
export function findSpecIssues(raw: unknown, type: ArtifactType): Issue[] {
  const prepared = prepareSpec(raw);
  const parsed = artifactSpec.safeParse(prepared, { reportInput: true });
  const single = parsed.success ? [] : issuesFromZod(parsed.error, ["spec"]);
  const across = findSpecRuleIssues(prepared, type);
  const placed = new Set(single.map((issue) => issue.path));
  return [...single, ...across.filter((issue) => !placed.has(issue.path))];
}

/** The stored form of a raw spec: checked, defaults filled in, every container and group named, `type` in front. */
export function parseSpec(raw: unknown, type: ArtifactType): StoredSpec {
  const issues = findSpecIssues(raw, type);
  if (issues.length > 0) throw invalid(issues);
  const { type: _replaced, ...spec } = parseInput(artifactSpec, prepareSpec(raw));
  const groups = nameEach(spec.containerGroups, () => "default");
  return {
    type,
    ...spec,
    containerGroups: groups.map((group) => ({
      ...group,
      containers: nameEach(group.containers, defaultContainerName),
    })),
  };
}

function defaultContainerName(container: ContainerSpec): string {
  return container.primary ? "primary" : "sidecar";
}

/** Names what came without a name, the same way each time, so that a container keeps its name on every read. */
function nameEach<Item extends { name?: string | undefined }>(items: Item[], base: (item: Item) => string) {
  const taken = new Set(items.flatMap((item) => item.name ?? []));
  return items.map((item) => {
    const { name = freeName(base(item), taken), ...rest } = item;
    taken.add(name);
    return { name, ...rest };
  });
}

/** Where a spec asks for more privilege than the default; only administrators may ask (contract 2.9). */
export function findLoosenings(spec: StoredSpec): Issue[] {
  return spec.containerGroups.flatMap((group, g) =>
    group.containers.flatMap(({ securityContext }, c) => {
      const path = `spec.containerGroups[${g}].containers[${c}].securityContext`;
      const refuse = (field: string, what: string): Issue => ({
        path: `${path}.${field}`,
        message: `Only an administrator may ${what}`,
        code: "needs_administrator",
      });
      return [
        ...(securityContext?.allowPrivilegeEscalation
          ? [refuse("allowPrivilegeEscalation", "allow privilege escalation")]
          : []),
        ...(securityContext?.capabilities?.add?.length
          ? [refuse("capabilities.add", "add capabilities")]
          : []),
        ...(securityContext?.seccompProfile?.type === "Unconfined"
          ? [refuse("seccompProfile.type", "switch seccomp off")]
          : []),
      ];
    }),
  );
}
