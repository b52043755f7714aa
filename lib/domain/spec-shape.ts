import type { z } from "zod";
import {
  freedomOfAdded,
  freedomOfCalls,
  freedomOfCapabilities,
  freedomOfContext,
  freedomOfDropped,
  freedomOfEscalation,
  freedomOfFiles,
  freedomOfRoute,
  freedomOfRoutes,
  type Risk,
  type RiskRule,
  riskByFreedom,
  riskOfProbeNumber,
  riskOfVariable,
  riskOfWholeProbe,
} from "./change-risk";
import { looksLikeCredentialHeader } from "./findings";
import { isJsonObject } from "./json-values";
import type {
  dockerfile,
  ImageBuildConfig,
  nimStorage,
  Probe,
  SecurityContext,
  StoredContainer,
  StoredSpec,
} from "./spec";

/** How two values of one place of a spec are compared, said once for finding, applying, listing and merging changes. */
export type Shape =
  /** Compared as a whole. */
  | { kind: "leaf"; risk: RiskRule }
  /** Field by field; with `by`, only while both have the same value there, else as a whole. */
  | { kind: "object"; fields: readonly Field[]; risk: RiskRule; by?: string }
  /** A list whose items are paired by a key and whose order means nothing; a repeated item may mean nothing either. */
  | {
      kind: "list";
      keyOf: (item: unknown) => string;
      item: Shape;
      noun: string;
      risk: RiskRule;
      once: boolean;
    }
  /** A list of things with unique names, which may be renamed. */
  | { kind: "named"; item: Shape; noun: string; risk: RiskRule }
  | { kind: "record"; item: Shape; risk: RiskRule };

export interface Field {
  name: string;
  /** What the field adds to the address of a change, and what people call it. */
  at: readonly string[];
  words: string;
  shape: Shape;
}

/** Everything has its place in the table of its object, or does not compile. */
type FieldTable<Value> = { [Name in keyof Value]-?: Shape | Omit<Field, "name"> | null };

type AnyOf<Union, Key extends PropertyKey> = Union extends Record<Key, infer Value> ? Value : never;
/** Every field of every variant of a union. */
type Merged<Union> = {
  [Key in Union extends unknown ? keyof Union : never]: AnyOf<Union, Key>;
};

/** What stands for a thing itself where the names of its parts stand: no name of a group or container has it. */
export const itself = "_";

const always =
  (risk: Risk): RiskRule =>
  () =>
    risk;
const leaf = (risk: Risk | RiskRule): Shape => ({
  kind: "leaf",
  risk: typeof risk === "string" ? always(risk) : risk,
});

function object<Value>(table: FieldTable<Value>, risk: Risk | RiskRule, by?: keyof Value & string): Shape {
  const entries: [string, Shape | Omit<Field, "name"> | null][] = Object.entries(table);
  return {
    kind: "object",
    fields: entries.flatMap(([name, shape]) => {
      if (shape === null) return [];
      return "shape" in shape ? [{ name, ...shape }] : [{ name, at: [name], words: name, shape }];
    }),
    risk: typeof risk === "string" ? always(risk) : risk,
    ...(by === undefined ? {} : { by }),
  };
}

/** A field that is passed through: its parts are addressed as if they were its parent's. */
const through = (shape: Shape) => ({ at: [], words: "", shape });

const keyText = (key: string) => (item: unknown) => {
  const text = isJsonObject(item) ? item[key] : undefined;
  return typeof text === "string" ? text : "";
};
const nameOf = keyText("name");

const probe = object<Probe>(
  {
    path: leaf("probe"),
    port: leaf("probe"),
    scheme: leaf("probe"),
    host: leaf("probe"),
    httpHeaders: {
      at: ["headers"],
      words: "header",
      shape: {
        kind: "record",
        item: leaf((_before, _after, name) => (looksLikeCredentialHeader(name) ? "credential" : "probe")),
        risk: always("probe"),
      },
    },
    initialDelaySeconds: leaf(riskOfProbeNumber("patience")),
    periodSeconds: leaf(riskOfProbeNumber("patience")),
    timeoutSeconds: leaf(riskOfProbeNumber("patience")),
    failureThreshold: leaf(riskOfProbeNumber("patience")),
    successThreshold: leaf(riskOfProbeNumber("demand")),
  },
  riskOfWholeProbe,
);

function capabilities(freedom: (value: unknown) => number[]): Shape {
  const risk = riskByFreedom(freedom);
  return { kind: "list", keyOf: String, item: leaf(risk), noun: "capabilities", risk, once: true };
}

const securityContext = object<SecurityContext>(
  {
    allowPrivilegeEscalation: leaf(riskByFreedom(freedomOfEscalation)),
    capabilities: object<NonNullable<SecurityContext["capabilities"]>>(
      { add: capabilities(freedomOfAdded), drop: capabilities(freedomOfDropped) },
      riskByFreedom(freedomOfCapabilities),
    ),
    readOnlyRootFilesystem: leaf(riskByFreedom(freedomOfFiles)),
    seccompProfile: leaf(riskByFreedom(freedomOfCalls)),
  },
  riskByFreedom(freedomOfContext),
);

type CodeReference = NonNullable<ImageBuildConfig["codeRef"]>;
const imageBuildConfig = object<ImageBuildConfig>(
  {
    codeRef: object<CodeReference>(
      {
        type: leaf("build"),
        provider: leaf("build"),
        datarobot: through(
          object<CodeReference["datarobot"]>(
            { catalogId: leaf("build"), catalogVersionId: leaf("build") },
            "build",
          ),
        ),
      },
      "build",
    ),
    dockerfile: object<Merged<z.infer<typeof dockerfile>>>(
      {
        source: leaf("build"),
        path: leaf("build"),
        executionEnvironmentId: leaf("build"),
        executionEnvironmentVersionId: leaf("build"),
        entrypoint: leaf("entrypoint"),
      },
      "build",
      "source",
    ),
  },
  "build",
);

export const containerShape = object<StoredContainer>(
  {
    name: leaf("renamed"),
    description: leaf("words"),
    imageUri: { at: ["image"], words: "image", shape: leaf("image") },
    imageBuildConfig: { at: ["build"], words: "build", shape: imageBuildConfig },
    port: leaf("port"),
    primary: leaf("primary"),
    entrypoint: leaf("entrypoint"),
    environmentVars: {
      at: ["environment"],
      words: "environment",
      shape: {
        kind: "list",
        // No variable's name has a space or =, so a token of the platform, which needs no name, is not taken for one.
        keyOf: (variable) => nameOf(variable) || "=token",
        item: leaf(riskOfVariable),
        noun: "variables",
        risk: always("environment"),
        once: false,
      },
    },
    startupProbe: probe,
    readinessProbe: probe,
    livenessProbe: probe,
    securityContext,
    routes: {
      at: ["routes"],
      words: "route",
      shape: {
        kind: "list",
        keyOf: keyText("path"),
        item: leaf(riskByFreedom(freedomOfRoute)),
        noun: "routes",
        risk: riskByFreedom(freedomOfRoutes),
        once: false,
      },
    },
    // What the platform wrote beside the content, as the digest of a version leaves it out too.
    build: null,
  },
  "container",
);

const own = (name: string, shape: Shape, words = name) => ({ at: [itself, name], words, shape });

export const groupShape = object<StoredSpec["containerGroups"][number]>(
  {
    name: own("name", leaf("renamed")),
    containers: through({
      kind: "named",
      item: containerShape,
      noun: "containers",
      risk: always("container"),
    }),
  },
  "container",
);

/** What of an artifact people write. */
export interface ArtifactContent {
  name: string;
  description: string;
  type?: StoredSpec["type"] | undefined;
  spec: StoredSpec;
}

const specShape = object<StoredSpec>(
  {
    type: own("type", leaf("type")),
    storage: own(
      "storage",
      object<z.infer<typeof nimStorage>>({ mode: leaf("storage"), pvcSize: leaf("storage") }, "storage"),
    ),
    templateId: own("templateId", leaf("settings")),
    a2aEnabled: own("a2aEnabled", leaf("settings")),
    containerGroups: through({ kind: "named", item: groupShape, noun: "groups", risk: always("container") }),
  },
  "settings",
);

export const contentShape = object<ArtifactContent>(
  {
    name: own("name", leaf("words")),
    description: own("description", leaf("words")),
    // The spec repeats it, and always has it.
    type: null,
    spec: through(specShape),
  },
  "settings",
);

/** The items of such a list by key; what has a key that is taken gets one that is not, the same in any order of the others. */
export function keyItems(
  items: readonly unknown[],
  { keyOf, once }: Extract<Shape, { kind: "list" }>,
): Map<string, number> {
  const found = new Map<string, number>();
  const repeated: [string, number][] = [];
  items.forEach((item, index) => {
    const key = keyOf(item);
    if (found.has(key)) repeated.push([key, index]);
    else found.set(key, index);
  });
  if (once) return found;
  for (const [key, index] of repeated) {
    let count = 2;
    while (found.has(`${key}#${count}`)) count += 1;
    found.set(`${key}#${count}`, index);
  }
  return found;
}

/** The items of a list of named things, by their names. */
export function keyNamed(items: readonly unknown[]): Map<string, number> {
  return new Map(items.map((item, index) => [nameOf(item), index]));
}
