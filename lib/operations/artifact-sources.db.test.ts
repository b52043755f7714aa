import pg from "pg";
import { expect, test } from "vitest";
import type { Actor } from "#lib/domain/actors";
import { env } from "#lib/env";
import { actorOf, makeOrganization, makePerson } from "#lib/testing/actors";
import { callerOf, grant, makeArtifact, makeContainer, makeSource } from "#lib/testing/factories";
import { getArtifactSource } from "./artifact-sources";
import { cloneArtifact, updateArtifact } from "./artifacts";
import { createStage, listSourceFiles } from "./files";
import { runOperation } from "./operation";

type Source = Awaited<ReturnType<typeof makeSource>>;

function specFrom({ catalogId, versionId }: Source) {
  const codeRef = { datarobot: { catalogId, catalogVersionId: versionId } };
  return { containerGroups: [{ containers: [makeContainer({ imageBuildConfig: { codeRef } })] }] };
}

const files = (actor: Actor, { catalogId }: Source) =>
  runOperation(listSourceFiles, callerOf(actor), { catalogId });

test("naming somebody else's source in an artifact of one's own does not show it", async () => {
  const organization = await makeOrganization();
  const [maker, thief] = [
    await actorOf(await makePerson(organization.id)),
    await actorOf(await makePerson(organization.id)),
  ];
  const source = await makeSource(maker);
  const { id } = await makeArtifact(thief, { spec: specFrom(source) });
  expect(await runOperation(getArtifactSource, callerOf(thief), { id })).toMatchObject({ catalogId: null });
  await expect(files(thief, source)).rejects.toMatchObject({ code: "not_found" });
  await runOperation(updateArtifact, callerOf(thief), { id, patch: { description: "saved again" } });
  await expect(files(thief, source)).rejects.toMatchObject({ code: "not_found" });
});

test("a source goes with the artifact: through edits by others and clones, as long as one names it", async () => {
  const organization = await makeOrganization();
  const maker = await actorOf(await makePerson(organization.id));
  const colleague = await makePerson(organization.id);
  const source = await makeSource(maker);
  const { id, repositoryId } = await makeArtifact(maker, { spec: specFrom(source) });
  await grant(organization.id, { repositoryId }, colleague, "EDITOR");
  const editor = await actorOf(colleague);
  await runOperation(updateArtifact, callerOf(editor), { id, patch: { description: "changed by another" } });
  const clone = await runOperation(cloneArtifact, callerOf(editor), { id, name: "clone" });
  expect(await runOperation(getArtifactSource, callerOf(editor), { id: clone.id })).toMatchObject({
    pinnedId: source.versionId,
  });
  expect((await files(editor, source)).items).toHaveLength(1);
  await runOperation(createStage, callerOf(editor), { catalogId: source.catalogId });
  const none = { containerGroups: [{ containers: [makeContainer()] }] };
  for (const one of [id, clone.id]) {
    await runOperation(updateArtifact, callerOf(editor), { id: one, patch: { spec: none } });
  }
  await expect(files(editor, source)).rejects.toMatchObject({ code: "not_found" });
  expect((await files(maker, source)).items).toHaveLength(1);
});

test("a version is changed or deleted by no SQL, and a named catalog is not deleted", async () => {
  const organization = await makeOrganization();
  const maker = await actorOf(organization.administrator);
  const { catalogId, versionId, ...rest } = await makeSource(maker);
  await makeArtifact(maker, { spec: specFrom({ catalogId, versionId, ...rest }) });
  const sql = new pg.Client({ connectionString: env.DATABASE_URL });
  await sql.connect();
  try {
    for (const [statement, code] of [
      [`UPDATE "catalog_version" SET "num_files" = 7 WHERE "id" = '${versionId}'`, "PL002"],
      [`DELETE FROM "catalog_version" WHERE "id" = '${versionId}'`, "PL002"],
      [
        `UPDATE "catalog_file" SET "sha256" = "sha256", "size" = 7 WHERE "catalog_id" = '${catalogId}'`,
        "PL002",
      ],
      [`DELETE FROM "catalog_file" WHERE "catalog_id" = '${catalogId}'`, "PL002"],
      [`DELETE FROM "catalog" WHERE "id" = '${catalogId}'`, "23001"],
      [`TRUNCATE "catalog_file"`, "PL002"],
    ])
      await expect(sql.query(statement ?? ""), statement).rejects.toMatchObject({ code });
  } finally {
    await sql.end();
  }
});
