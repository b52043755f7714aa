import fc from "fast-check";
import type { ArtifactInput } from "#lib/domain/artifacts";
import type { StoredContainer } from "#lib/domain/spec";

type Groups = ArtifactInput["spec"]["containerGroups"];
type Edit = (container: StoredContainer, seed: number) => StoredContainer;

/** What people do to a container, each by a number that decides the details. */
const edits: Edit[] = [
  (container, seed) => ({ ...container, name: `renamed-${seed}` }),
  (container, seed) => ({ ...container, environmentVars: rotate(container.environmentVars, seed) }),
  (container, seed) => ({ ...container, environmentVars: container.environmentVars.slice(seed % 2) }),
  (container, seed) => {
    const name = `ADDED_${seed % 3}`;
    const others = container.environmentVars.filter((variable) => variable.name !== name);
    return { ...container, environmentVars: [...others, { source: "string", name, value: String(seed) }] };
  },
  (container, seed) => ({ ...container, imageUri: `registry.test/image:${seed}` }),
  (container, seed) => ({ ...container, entrypoint: seed % 3 === 0 ? null : ["run", String(seed)] }),
  (container, seed) =>
    container.livenessProbe === null
      ? container
      : { ...container, livenessProbe: { ...container.livenessProbe, failureThreshold: 1 + (seed % 9) } },
  (container, seed) =>
    seed % 2 ? { ...container, livenessProbe: null } : { ...container, startupProbe: null },
  (container, seed) => {
    const capabilities = { add: seed % 2 ? ["SYS_TIME"] : null, drop: ["ALL"] };
    const kept = container.securityContext ?? noSecurity;
    return { ...container, securityContext: { ...kept, capabilities } };
  },
  (container, seed) => ({ ...container, description: `words ${seed % 2}` }),
];

const noSecurity = {
  allowPrivilegeEscalation: null,
  capabilities: null,
  readOnlyRootFilesystem: null,
  seccompProfile: null,
};

function rotate<Item>(items: readonly Item[], by: number): Item[] {
  const at = items.length === 0 ? 0 : by % items.length;
  return [...items.slice(at), ...items.slice(0, at)];
}

const step = fc.record({ edit: fc.nat(edits.length + 3), seed: fc.nat(40) });

/** The artifact after up to six random edits: names, order, numbers, lists; now and then a container more or fewer. */
export function arbitraryEdit(artifact: ArtifactInput): fc.Arbitrary<ArtifactInput> {
  return fc.array(step, { maxLength: 6 }).map((steps) => {
    let { description, spec } = artifact;
    for (const { edit, seed } of steps) {
      if (edit === edits.length + 3) description = `described ${seed % 2}`;
      spec = { ...spec, containerGroups: editGroups(spec.containerGroups, edit, seed) };
    }
    return { ...artifact, description, spec };
  });
}

function editGroups(groups: Groups, edit: number, seed: number): Groups {
  const at = seed % groups.length;
  return groups.map((group, index) => {
    if (index !== at) return group;
    const { containers } = group;
    const chosen = seed % containers.length;
    if (edit === edits.length) return { ...group, containers: rotate(containers, seed) };
    if (edit === edits.length + 1)
      return { ...group, containers: containers.slice(seed % 2 && containers.length > 1 ? 1 : 0) };
    if (edit === edits.length + 2) return { ...group, name: `group-${seed}` };
    const apply = edits[edit];
    const next = containers.map((container, c) =>
      c === chosen && apply ? apply(container, seed) : container,
    );
    return new Set(next.map(({ name }) => name)).size === next.length
      ? { ...group, containers: next }
      : group;
  });
}
