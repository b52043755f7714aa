import { beforeEach, describe, expect, test } from "vitest";
import { createGroup } from "#lib/operations/groups";
import { runOperation } from "#lib/operations/operation";
import { updateOrganization } from "#lib/operations/organizations";
import { newId } from "#lib/store/ids";
import {
  actorOf,
  makeOrganization,
  makePerson,
  type TestOrganization,
  type TestPerson,
} from "#lib/testing/actors";
import { callerOf, grant, makeDocument } from "#lib/testing/factories";
import { artifactIn, listIn, pathsIn, serveApi } from "#lib/testing/server";

const api = serveApi();
let organization: TestOrganization;
let owner: TestPerson;
beforeEach(async () => {
  organization = await makeOrganization();
  owner = await makePerson(organization.id);
});

const make = async (fields = {}, { token } = owner) =>
  artifactIn(await api.call("POST", "/api/v2/artifacts", { token, body: makeDocument(fields) }));
const call = (method: string, path: string, { token } = owner, body?: unknown) =>
  api.call(method, `/api/v2/${path}`, { token, body });
const times = <Result>(count: number, work: (index: number) => Promise<Result>) =>
  Promise.all(Array.from({ length: count }, (_, index) => work(index)));

describe("a repository", () => {
  test("is named after its first artifact and counts what is in it", async () => {
    const { artifactRepositoryId, id } = await make({ name: "first", description: "d", type: "agent" });
    await make({ artifactRepositoryId, type: "agent", status: "locked" });
    const repository = await call("GET", `artifactRepositories/${artifactRepositoryId}/`);
    expect(repository.json).toMatchObject({
      id: artifactRepositoryId,
      name: "first",
      type: "agent",
      lastVersionNumber: 1,
      numArtifacts: 2,
      numDrafts: 1,
      creator: { id: owner.id, email: owner.email },
      tags: [],
      permissions: ["*"],
    });
    expect((await call("DELETE", `artifacts/${id}`)).status).toBe(204);
    const after = await call("GET", `artifactRepositories/${artifactRepositoryId}`);
    expect(after.json).toMatchObject({ numArtifacts: 1, numDrafts: 0 });
  });

  test("with drafts alone is deleted with them", async () => {
    const { artifactRepositoryId, id } = await make();
    expect(await call("DELETE", `artifactRepositories/${artifactRepositoryId}/`)).toMatchObject({
      status: 204,
      text: "",
    });
    for (const path of [`artifacts/${id}`, `artifactRepositories/${artifactRepositoryId}`])
      expect((await call("GET", path)).status).toBe(404);
    expect((await call("DELETE", `artifactRepositories/${artifactRepositoryId}/`)).status).toBe(404);
  });

  test("with locked artifacts stays and names them, unless the organization lets owners delete what nothing runs", async () => {
    const { artifactRepositoryId, id, name } = await make({ status: "locked" });
    const draft = await make({ artifactRepositoryId });
    const remove = () => call("DELETE", `artifactRepositories/${artifactRepositoryId}/`);
    expect(await remove()).toMatchObject({
      status: 409,
      json: { blockers: [{ kind: "artifact", id, name: `${name} (version 1)` }] },
    });
    const administrator = callerOf(await actorOf(organization.administrator));
    await runOperation(updateOrganization, administrator, { repositoryDeletion: "unreferenced" });
    expect((await remove()).status).toBe(204);
    for (const path of [
      `artifacts/${id}`,
      `artifacts/${draft.id}`,
      `artifactRepositories/${artifactRepositoryId}`,
    ])
      expect((await call("GET", path)).status).toBe(404);
    expect(listIn(await call("GET", "artifacts")).totalCount).toBe(0);
    expect((await call("POST", "artifacts", owner, makeDocument({ artifactRepositoryId }))).status).toBe(404);
  });

  test("deleted while artifacts come in keeps nothing half made", async () => {
    for (const policy of ["strict", "unreferenced"]) {
      const administrator = callerOf(await actorOf(organization.administrator));
      await runOperation(updateOrganization, administrator, { repositoryDeletion: policy });
      const { artifactRepositoryId, id } = await make();
      const replies = await times(16, (index) => {
        const requests = [
          () => call("POST", "artifacts", owner, makeDocument({ artifactRepositoryId, status: "locked" })),
          () => call("POST", `artifacts/${id}/clone`, owner, { name: "clone" }),
          () => call("POST", "artifacts", owner, makeDocument({ artifactRepositoryId })),
          () => call("DELETE", `artifactRepositories/${artifactRepositoryId}`),
        ] as const;
        return (requests[(index + 2) % 4] ?? requests[0])();
      });
      for (const { status, text } of replies) expect([200, 201, 204, 404, 409], text).toContain(status);
      const left = listIn(await call("GET", `artifacts?repositoryId=${artifactRepositoryId}`));
      const repository = await call("GET", `artifactRepositories/${artifactRepositoryId}`);
      if (repository.status === 404) expect(left.totalCount).toBe(0);
      else expect(repository.json).toMatchObject({ numArtifacts: left.totalCount });
    }
  });
});

describe("sharedRoles", () => {
  const patch = (path: string, roles: unknown, as = owner) =>
    call("PATCH", `${path}/sharedRoles/`, as, { operation: "updateRoles", roles });
  const user = ({ email }: TestPerson, role: string) => ({
    shareRecipientType: "user",
    username: email,
    role,
  });
  const rolesOf = async (path: string) => (await call("GET", `${path}/sharedRoles`)).json;

  test.each(["artifact", "repository"])("of an %s are read and replaced whole", async (kind) => {
    const artifact = await make();
    const path =
      kind === "artifact"
        ? `artifacts/${artifact.id}`
        : `artifactRepositories/${artifact.artifactRepositoryId}`;
    const reader = await makePerson(organization.id);
    const administrator = callerOf(await actorOf(organization.administrator));
    const group = await runOperation(createGroup, administrator, { name: "team", memberIds: [reader.id] });
    const mine = { id: owner.id, name: owner.email, shareRecipientType: "user", role: "OWNER" };
    expect(await rolesOf(path)).toMatchObject({ data: [mine], count: 1, totalCount: 1, next: null });

    const reply = await patch(path, [
      { shareRecipientType: "USER", id: owner.id, role: "owner" },
      { shareRecipientType: "group", id: group.id, role: "consumer" },
      { shareRecipientType: "organization", id: organization.id, role: "Read_Write" },
      user(reader, "NO_ROLE"),
    ]);
    expect(reply).toMatchObject({ status: 204, text: "" });
    expect(await rolesOf(path)).toMatchObject({
      totalCount: 3,
      data: [
        mine,
        { id: group.id, name: "team", shareRecipientType: "group", role: "CONSUMER" },
        { id: organization.id, shareRecipientType: "organization", role: "READ_WRITE" },
      ],
    });
    const page = await call("GET", `${path}/sharedRoles?limit=1&offset=1`);
    expect(listIn(page)).toMatchObject({ count: 1, totalCount: 3, data: [{ name: "team" }] });
    const permissions = ["CAN_VIEW", "CAN_UPDATE", "CAN_MAKE_PREDICTIONS"];
    expect((await call("GET", `artifacts/${artifact.id}`, reader)).json).toMatchObject({ permissions });
  });

  test("of a repository reach its artifacts, also those made later", async () => {
    const { id, artifactRepositoryId } = await make();
    const reader = await makePerson(organization.id);
    expect((await call("GET", `artifacts/${id}`, reader)).status).toBe(404);
    await patch(`artifactRepositories/${artifactRepositoryId}`, [
      user(owner, "OWNER"),
      user(reader, "CONSUMER"),
    ]);
    const later = await make({ artifactRepositoryId });
    for (const one of [id, later.id])
      expect((await call("GET", `artifacts/${one}`, reader)).status).toBe(200);
    expect(listIn(await call("GET", "artifacts", reader)).totalCount).toBe(2);
    await patch(`artifactRepositories/${artifactRepositoryId}`, [user(owner, "OWNER")]);
    expect((await call("GET", `artifacts/${id}`, reader)).status).toBe(404);
    expect(listIn(await call("GET", "artifacts", reader)).totalCount).toBe(0);
  });

  test("refuse the wrong, each at its place, and change nothing then", async () => {
    const { id } = await make();
    const path = `artifacts/${id}`;
    const mine = user(owner, "OWNER");
    const stranger = (await makeOrganization()).administrator;
    expect(pathsIn(await patch(path, [mine, user(stranger, "USER")]))).toEqual(["roles[1].username"]);
    expect(pathsIn(await patch(path, [mine, { ...mine, id: owner.id }]))).toEqual(["roles[1]"]);
    expect(pathsIn(await patch(path, [mine, mine]))).toEqual(["roles[1].username"]);
    expect(pathsIn(await patch(path, [{ ...mine, role: "KING" }]))).toEqual(["roles[0].role"]);
    expect(pathsIn(await patch(path, [mine, { shareRecipientType: "role", id: "x", role: "USER" }]))).toEqual(
      ["roles[1].shareRecipientType"],
    );
    expect(
      pathsIn(await patch(path, [mine, { shareRecipientType: "group", id: newId(), role: "USER" }])),
    ).toEqual(["roles[1].id"]);
    expect(pathsIn(await patch(path, []))).toEqual(["roles"]);
    expect(pathsIn(await patch(path, Array(101).fill(mine)))).toEqual(["roles"]);
    expect(pathsIn(await call("PATCH", `${path}/sharedRoles`, owner, { roles: [mine] }))).toEqual([
      "operation",
    ]);
    expect(pathsIn(await call("PATCH", `${path}/sharedRoles`))).toEqual([""]);
    for (const role of ["NO_ROLE", "USER"]) {
      const refused = await patch(path, [user(owner, role)]);
      expect(pathsIn(refused)).toEqual(["roles"]);
      expect(refused.json).toMatchObject({ detail: [{ code: "last_owner" }] });
    }
    expect(await rolesOf(path)).toMatchObject({ totalCount: 1, data: [{ id: owner.id, role: "OWNER" }] });
  });

  test("are for owners to change and not for consumers to see", async () => {
    const { id } = await make();
    const path = `artifacts/${id}`;
    const [admin, consumer, second] = await times(3, () => makePerson(organization.id));
    if (!admin || !consumer || !second) throw new Error("Three were made");
    await patch(path, [user(owner, "OWNER"), user(admin, "ADMIN"), user(consumer, "CONSUMER")]);
    expect((await call("GET", `${path}/sharedRoles`, consumer)).status).toBe(403);
    expect((await patch(path, [user(owner, "OWNER")], consumer)).status).toBe(403);
    const byAdmin = [user(owner, "OWNER"), user(admin, "ADMIN"), user(second, "USER")];
    expect((await patch(path, byAdmin, admin)).status).toBe(204);
    expect((await patch(path, [...byAdmin.slice(0, 2), user(second, "OWNER")], admin)).status).toBe(403);
    expect((await call("GET", path, consumer)).status).toBe(404);
  });

  test("changed by many at once always leave an owner, and exactly one of the lists sent", async () => {
    const { id } = await make();
    const path = `artifacts/${id}`;
    const second = await makePerson(organization.id);
    for (let round = 0; round < 5; round += 1) {
      await patch(path, [user(owner, "OWNER"), user(second, "OWNER")], organization.administrator);
      const replies = await times(8, (index) =>
        patch(path, [user(index % 2 === 0 ? owner : second, "OWNER")], organization.administrator),
      );
      for (const { status, text } of replies) expect([204, 409], text).toContain(status);
      const roles = await call("GET", `${path}/sharedRoles`, organization.administrator);
      expect(roles.json).toMatchObject({ totalCount: 1, data: [{ role: "OWNER" }] });
    }
  });
});

describe("somebody of another organization", () => {
  test("gets 404 for everything, with every id guessed right, and sees nothing in any list", async () => {
    const draft = await make({ name: "secret" });
    const locked = await make({ artifactRepositoryId: draft.artifactRepositoryId, status: "locked" });
    await grant(organization.id, { artifactId: draft.id }, organization, "OWNER", "organization");
    const other = await makeOrganization();
    const strangers = [
      other.administrator,
      await makePerson(other.id),
      await makePerson(other.id, "platformAdministrator"),
    ];
    const repository = `artifactRepositories/${draft.artifactRepositoryId}`;
    const roles = { operation: "updateRoles", roles: [user(other.administrator.email)] };
    const body = makeDocument({ artifactRepositoryId: draft.artifactRepositoryId });
    for (const stranger of strangers) {
      const requests: [string, string, unknown?][] = [
        ["GET", repository],
        ["DELETE", repository],
        ["GET", `${repository}/sharedRoles`],
        ["PATCH", `${repository}/sharedRoles`, roles],
        ["POST", "artifacts", body],
        ...[draft.id, locked.id].flatMap((id): [string, string, unknown?][] => [
          ["GET", `artifacts/${id}`],
          ["PATCH", `artifacts/${id}`, { name: "mine" }],
          ["PUT", `artifacts/${id}`, makeDocument()],
          ["DELETE", `artifacts/${id}`],
          ["POST", `artifacts/${id}/clone`, { name: "mine" }],
          ["POST", `artifacts/${id}/lock`],
          ["POST", `artifacts/${id}/lock?dryRun=true`],
          ["GET", `artifacts/${id}/sharedRoles`],
          ["PATCH", `artifacts/${id}/sharedRoles`, roles],
        ]),
      ];
      for (const [method, path, sent] of requests)
        expect(await call(method, path, stranger, sent), `${method} ${path}`).toMatchObject({ status: 404 });
      for (const query of [
        "",
        "?search=secret",
        `?ids=${draft.id}`,
        `?repositoryId=${draft.artifactRepositoryId}`,
      ])
        expect(listIn(await call("GET", `artifacts${query}`, stranger)).totalCount).toBe(0);
      expect(listIn(await call("GET", "artifactRepositories", stranger)).totalCount).toBe(0);
    }
  });

  const user = (username: string) => ({ shareRecipientType: "user", username, role: "OWNER" });
});
