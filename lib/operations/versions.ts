import { z } from "zod";
import { findLatestVersion, listLabels, listVersionsWithDigests } from "#lib/store/artifacts";
import { findRepository } from "#lib/store/repositories";
import { artifactWith, repositoryWith } from "./access";
import { defineOperation } from "./operation";

const label = z.object({ id: z.string(), name: z.string(), version: z.int().nullable() });
const equalVersion = z.object({ id: z.string(), version: z.int(), specDigest: z.string() });

/** What a list of a repository's artifacts says beside its rows: the newest version, parents, equal contents. */
export const getVersionNotes = defineOperation({
  name: "repositories.getVersionNotes",
  kind: "read",
  input: z.object({
    id: z.string(),
    parentIds: z.array(z.string().max(256)).max(100),
    digests: z.array(z.string().max(256)).max(100),
  }),
  output: z.object({
    latest: label.extend({ version: z.int() }).nullable(),
    parents: z.array(label),
    equalVersions: z.array(equalVersion),
  }),
  access: repositoryWith("view"),
  run: async ({ db }, { parentIds, digests }, { repository: { id } }) => {
    const [latest, parents, equalVersions] = await Promise.all([
      findLatestVersion(db, id),
      listLabels(db, id, parentIds),
      listVersionsWithDigests(db, id, digests),
    ]);
    return { latest, parents, equalVersions };
  },
});

/** Other versions of the same content as a locked artifact; none for who does not see the repository they are in. */
export const listEqualVersions = defineOperation({
  name: "artifacts.listEqualVersions",
  kind: "read",
  input: z.object({ id: z.string() }),
  output: z.array(equalVersion),
  access: artifactWith("view"),
  run: async ({ db }, _input, { actor, artifact: { id, repositoryId, specDigest } }) => {
    if (specDigest === null || !(await findRepository(db, actor, repositoryId))) return [];
    const versions = await listVersionsWithDigests(db, repositoryId, [specDigest]);
    return versions.filter((version) => version.id !== id);
  },
});
