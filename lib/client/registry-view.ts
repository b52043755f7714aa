import type { ArtifactRecord, ArtifactSummary } from "#lib/domain/records";
import type { Capability, Role } from "#lib/domain/roles";

/** What whoever asks may do with a thing, as operations say it. */
export interface Verdict {
  can: readonly Capability[];
  myRole: Role | "administrator";
}

export type Viewed<Thing> = Omit<Thing, "roles"> & Verdict;

export function artifactHref(id: string): string {
  return `/artifacts/${id}`;
}

export function repositoryHref(id: string): string {
  return `/repositories/${id}`;
}

export function workloadHref(id: string): string {
  return `/workloads/${id}`;
}

/** What runs something of a repository. */
export function runningHref(repositoryId: string): string {
  return `/workloads?${new URLSearchParams({ repositoryId })}`;
}

/** Two or more artifacts beside each other, what is older first. */
export function compareHref(ids: readonly string[], { all = false } = {}): string {
  const query = new URLSearchParams(ids.map((id) => ["ids", id]));
  if (all) query.set("all", "true");
  return `/compare?${query}`;
}

/** Where a thing has a page of its own. */
export function objectHref({ kind, id }: { kind: string; id: string }): string | undefined {
  if (kind === "artifact") return artifactHref(id);
  if (kind === "workload") return workloadHref(id);
  return kind === "repository" ? repositoryHref(id) : undefined;
}

/** "v14" or "draft": an artifact's status in one word. */
export function versionLabel({ version }: Pick<ArtifactSummary, "version">): string {
  return version === null ? "draft" : `v${version}`;
}

/** `9f2c…a71e`: enough of a digest, with or without the name of its algorithm, to tell two apart at a glance. */
export function shortDigest(text: string): string {
  const digest = text.slice(text.indexOf(":") + 1);
  return `${digest.slice(0, 4)}…${digest.slice(-4)}`;
}

/** An image by its name as it is, with its digest or its id short. */
export function shortImage(image: string): string {
  return image.replace(/[0-9a-f]{64}$/, shortDigest);
}

const refusals: Partial<Record<Capability, string>> = {
  update: "Your role does not let you change this",
  delete: "Your role does not let you delete this",
  share: "Your role does not let you share this",
  shareOwner: "Only an owner may do this",
};

/** Why something cannot be done, or null when it can. */
export function refusal({ can }: Verdict, capability: Capability): string | null {
  return can.includes(capability) ? null : (refusals[capability] ?? "Your role does not let you do this");
}

/** An artifact as its own pages see it. */
export type ArtifactOnPage = Viewed<ArtifactRecord> & {
  parent: { id: string; name: string; version: number | null } | null;
  repository: { id: string; name: string } | null;
};

/** What the buttons about an artifact need of it: its specification stays on the server. */
export type ArtifactHandle = Pick<
  ArtifactOnPage,
  "id" | "name" | "status" | "version" | "revision" | "repository" | "can" | "myRole"
>;

export function artifactHandle(artifact: ArtifactOnPage): ArtifactHandle {
  const { id, name, status, version, revision, repository, can, myRole } = artifact;
  return {
    id,
    name,
    status,
    version,
    revision,
    repository: repository && { id: repository.id, name: repository.name },
    can,
    myRole,
  };
}

/** The way to an artifact: through its repository where the viewer sees that one. */
export function artifactCrumbs({ name, version, repository }: ArtifactOnPage) {
  const above = repository
    ? [
        { label: "Repositories", href: "/repositories" },
        { label: repository.name, href: repositoryHref(repository.id) },
      ]
    : [{ label: "Artifacts", href: "/artifacts" }];
  return [...above, { label: version === null ? `${name} (draft)` : `v${version}` }];
}
