import fc from "fast-check";
import type { ArtifactInput } from "#lib/domain/artifacts";
import { artifactInput } from "#lib/domain/artifacts";
import { type ArtifactType, artifactType, builtTypes } from "#lib/domain/spec";
import { findUnstorableText } from "#lib/domain/text";

/** Any text a document can hold, the ugly included: control characters, quotes, line ends, other scripts, emoji. */
const text = (maxLength = 10) =>
  fc.string({ unit: "binary", maxLength }).filter((value) => findUnstorableText(value).length === 0);
const word = (maxLength = 10) => text(maxLength).filter((value) => value !== "");
const seconds = (least: number) =>
  fc.oneof(fc.integer({ min: least, max: 60 }), fc.integer({ min: least, max: 86_400 }));
const count = fc.oneof(fc.integer({ min: 1, max: 5 }), fc.integer({ min: 1, max: 10_000 }));
const sometimes = <Value>(arbitrary: fc.Arbitrary<Value>) => fc.option(arbitrary, { nil: undefined });

const dnsLabel = fc.stringMatching(/^[a-z]([a-z0-9-]{0,12}[a-z0-9])?$/);
const variableName = fc
  .oneof(fc.stringMatching(/^[A-Z][A-Z0-9_]{0,10}$/), fc.stringMatching(/^[^=\s]{1,8}$/))
  .filter((name) => findUnstorableText(name).length === 0);
const imageUri = fc.oneof(
  fc.stringMatching(/^[a-z][a-z0-9.]{0,8}\/[a-z]{1,8}:[a-z0-9.]{1,8}$/),
  fc.stringMatching(/^[^\s@:]\S{0,20}$/).filter((uri) => findUnstorableText(uri).length === 0),
);

const probe = fc.record(
  {
    path: text().map((rest) => `/${rest}`),
    port: fc.oneof(fc.constant(8080), fc.integer({ min: 1, max: 65_535 })),
    scheme: fc.constantFrom("HTTP", "HTTPS"),
    host: text(),
    httpHeaders: fc.dictionary(fc.stringMatching(/^[!#$%&'*+.^`|~0-9A-Za-z-]{1,10}$/), text(), {
      maxKeys: 3,
    }),
    initialDelaySeconds: seconds(0),
    periodSeconds: seconds(1),
    timeoutSeconds: seconds(1),
    failureThreshold: count,
    successThreshold: count,
  },
  { requiredKeys: ["path"] },
);

const variable = fc.oneof(
  fc.record(
    { source: fc.constant("string"), name: variableName, value: text(20) },
    { requiredKeys: ["name"] },
  ),
  fc.record({
    source: fc.constant("dr-credential"),
    name: variableName,
    drCredentialId: word(),
    key: word(),
  }),
  fc.record({ source: fc.constant("api-key"), name: variableName }, { requiredKeys: ["source"] }),
);

const capabilities = fc.array(fc.constantFrom("ALL", "NET_ADMIN", "SYS_TIME"), { maxLength: 3 });
const securityContext = fc.record(
  {
    allowPrivilegeEscalation: fc.boolean(),
    capabilities: fc.record({ add: capabilities, drop: capabilities }, { requiredKeys: [] }),
    readOnlyRootFilesystem: fc.boolean(),
    seccompProfile: fc.record(
      { type: fc.constantFrom("RuntimeDefault", "Unconfined", "Localhost"), localhostProfile: text() },
      { requiredKeys: ["type"] },
    ),
  },
  { requiredKeys: [] },
);

const dockerfile = fc.oneof(
  fc.record(
    { source: fc.constant("provided"), path: fc.stringMatching(/^(\.\/)?[A-Za-z ]{1,8}(\/[A-Za-z]{1,4})?$/) },
    { requiredKeys: [] },
  ),
  fc.record({
    source: fc.constant("generated"),
    executionEnvironmentId: word(),
    executionEnvironmentVersionId: word(),
    entrypoint: fc.array(text(), { minLength: 1, maxLength: 3 }),
  }),
);
const imageBuildConfig = fc.record(
  {
    codeRef: fc.record(
      {
        type: fc.constant("datarobot"),
        provider: fc.constant("datarobot"),
        datarobot: fc.record({ catalogId: word(), catalogVersionId: word() }),
      },
      { requiredKeys: ["datarobot"] },
    ),
    dockerfile,
  },
  { requiredKeys: [] },
);

const shared = {
  name: dnsLabel,
  description: text(),
  entrypoint: fc.array(text(), { maxLength: 3 }),
  environmentVars: fc.uniqueArray(variable, {
    maxLength: 4,
    selector: (one) => one.name,
    comparator: distinctNames,
  }),
  startupProbe: probe,
  readinessProbe: probe,
  livenessProbe: probe,
  securityContext,
};

/** Variables without a name may repeat. */
function distinctNames(a: string | undefined, b: string | undefined): boolean {
  return a !== undefined && a === b;
}

const sidecar = fc.record({ ...shared, imageUri }, { requiredKeys: ["imageUri"] });

const route = fc.record({ path: word(), auth: fc.constantFrom("required", "optional", "disabled") });

function primary(type: ArtifactType) {
  const port = fc.integer({ min: 1024, max: 65_535 });
  const fields = { ...shared, port, primary: fc.constant(true), routes: fc.array(route, { maxLength: 2 }) };
  const ready = fc.record({ ...fields, imageUri }, { requiredKeys: ["port", "primary", "imageUri"] });
  if (!builtTypes.includes(type)) return ready;
  const built = fc.record(
    { ...fields, imageUri, imageBuildConfig },
    { requiredKeys: ["port", "primary", "imageBuildConfig"] },
  );
  return fc.oneof(ready, built);
}

function group(type: ArtifactType) {
  const containers = fc
    .tuple(primary(type), fc.array(sidecar, { maxLength: 2 }), fc.nat(2))
    .map(([main, others, at]) => [...others.slice(0, at), main, ...others.slice(at)])
    .filter((all) => distinct(all.map(({ name }) => name)));
  return fc.record({ name: dnsLabel, containers }, { requiredKeys: ["containers"] });
}

function distinct(names: (string | undefined)[]): boolean {
  const given = names.filter((name) => name !== undefined);
  return new Set(given).size === given.length;
}

function spec(type: ArtifactType) {
  const containerGroups = fc
    .array(group(type), { minLength: 1, maxLength: 2 })
    .filter((all) => distinct(all.map(({ name }) => name)));
  return fc
    .record({
      containerGroups,
      storage: sometimes(
        fc.record(
          {
            mode: fc.constantFrom("dedicatedPvc", "nimCache"),
            pvcSize: fc.stringMatching(/^[1-9][0-9]{0,2}(\.[0-9])?(Gi|Mi|Ti)$/),
          },
          { requiredKeys: [] },
        ),
      ),
      templateId: sometimes(text()),
      a2aEnabled: sometimes(fc.boolean()),
    })
    .map(({ storage, templateId, a2aEnabled, ...rest }) => ({
      ...rest,
      ...(type === "nim" && storage !== undefined && { storage }),
      ...(type === "nim" && templateId !== undefined && { templateId }),
      ...(type === "agent" && a2aEnabled !== undefined && { a2aEnabled }),
    }));
}

/** A valid artifact document as a client may write it: any type, any field given or left out. */
export const arbitraryDocument: fc.Arbitrary<Record<string, unknown>> = fc
  .constantFrom(...artifactType.options)
  .chain((type) =>
    fc.record({ name: word(), description: text(), type: fc.constant(type), spec: spec(type) }),
  );

/** The same as it is stored, every default filled in and everything named. */
export const arbitraryArtifact: fc.Arbitrary<ArtifactInput> = arbitraryDocument.map((raw) =>
  artifactInput.parse(raw),
);
