import { beforeEach, expect, test } from "vitest";
import { z } from "zod";
import { lineageArtifact } from "#lib/domain/lineage-artifacts";
import { makeOrganization, makePerson, type TestOrganization, type TestPerson } from "#lib/testing/actors";
import { grant, makeDocument } from "#lib/testing/factories";
import { artifactIn, serveApi } from "#lib/testing/server";

const api = serveApi();
let organization: TestOrganization;
let owner: TestPerson;
beforeEach(async () => {
  organization = await makeOrganization();
  owner = await makePerson(organization.id);
});

const call = (method: string, path: string, body?: unknown, { token } = owner) =>
  api.call(method, `/api/v2/${path}`, { token, body });
const make = async (fields = {}) => artifactIn(await call("POST", "artifacts", makeDocument(fields)));
const clone = async (id: string, name: string) =>
  artifactIn(await call("POST", `artifacts/${id}/clone`, { name }));
const lineage = z.strictObject({ artifacts: z.array(lineageArtifact) });
const lineageOf = async (repositoryId: string) =>
  lineage.parse((await call("GET", `artifactRepositories/${repositoryId}/lineage`)).json).artifacts;

test("versions and drafts with what they come from, oldest first, without specs", async () => {
  const first = await make({ name: "first", status: "locked" });
  const second = await clone(first.id, "second");
  const third = await clone(second.id, "third");
  const found = await lineageOf(first.artifactRepositoryId);
  expect(found).toMatchObject([
    { id: first.id, name: "first", status: "locked", version: 1, parentId: null, parentUnseen: false },
    { id: second.id, status: "draft", version: null, parentId: first.id, lockedAt: null, specDigest: null },
    { id: third.id, parentId: second.id, parentUnseen: false },
  ]);
  expect(found[0]?.specDigest).toMatch(/^[0-9a-f]{64}$/);
  expect(found[0]?.creatorName).toMatch(/^Ada .* Lovelace$/);
});

test("what is deleted appears nowhere; what was cloned from it says only that there was something", async () => {
  const first = await make({ name: "first" });
  const gone = await clone(first.id, "secret-plan");
  const left = await clone(gone.id, "left");
  expect((await call("DELETE", `artifacts/${gone.id}`)).status).toBe(204);
  const answer = await call("GET", `artifactRepositories/${first.artifactRepositoryId}/lineage/`);
  expect(answer.text).not.toContain("secret-plan");
  expect(answer.text).not.toContain(gone.id);
  expect(lineage.parse(answer.json).artifacts).toMatchObject([
    { id: first.id },
    { id: left.id, parentId: null, parentUnseen: true },
  ]);
});

test("to whom the repository is not shared it is not there, also with one of its artifacts", async () => {
  const { id, artifactRepositoryId } = await make();
  const stranger = (await makeOrganization()).administrator;
  const guest = await makePerson(organization.id);
  await grant(organization.id, { artifactId: id }, guest, "OWNER");
  for (const person of [stranger, guest]) {
    const answer = await call(
      "GET",
      `artifactRepositories/${artifactRepositoryId}/lineage`,
      undefined,
      person,
    );
    expect(answer).toMatchObject({ status: 404, json: { detail: "Artifact repository not found" } });
  }
});
