import { beforeAll, describe, expect, test } from "vitest";
import { countImageQuestions } from "#lib/store/throttle";
import { makeOrganization, makePerson, type TestOrganization } from "#lib/testing/actors";
import { makeContainer, makeDocument } from "#lib/testing/factories";
import { artifactIn, pathsIn, serveApi } from "#lib/testing/server";

/** Configuration lets it be asked; it never answers. */
const dead = "127.0.0.1:1/team/app:1";
const digest = `sha256:${"0a".repeat(32)}`;

const api = serveApi();
let organization: TestOrganization;
let token: string;
beforeAll(async () => {
  organization = await makeOrganization();
  token = organization.administrator.token;
});

async function make(imageUri: string, fields = {}) {
  const spec = { containerGroups: [{ name: "main", containers: [makeContainer({ imageUri })] }] };
  const body = makeDocument({ spec, ...fields });
  return artifactIn(await api.call("POST", "/api/v2/artifacts", { token, body }));
}
const get = (path: string, as = token) => api.call("GET", `/api/v2${path}`, { token: as });

const unreachable = {
  kind: "unreachable",
  message: expect.stringContaining("127.0.0.1:1 cannot be reached"),
};
const path = "spec.containerGroups[0].containers[0].imageUri";

describe("the images of an artifact", () => {
  test("are told of a draft without a digest it runs, and say why nobody knows one", async () => {
    const { id } = await make(dead);
    expect((await get(`/artifacts/${id}/images`)).json).toEqual({
      images: [
        {
          ...{ containerGroup: "main", container: "web", image: dead, pin: null, digest: null },
          path: "spec.containerGroups[0].containers[0]",
          ...{ moved: false, facts: null, problem: unreachable },
        },
      ],
      warnings: [
        {
          path,
          message: expect.stringMatching(/^The tag could not be resolved: 127\.0\.0\.1:1 cannot be reached/),
          code: "tag_not_resolved",
        },
      ],
    });
  });

  test("are told of a locked one with what it was locked to, which the artifact itself does not hold", async () => {
    const artifact = await make(digest, { status: "locked" });
    expect(artifact.spec.containerGroups[0]?.containers[0]?.imageUri).toBe(digest);
    const { json } = await get(`/artifacts/${artifact.id}/images`);
    expect(json).toEqual({
      images: [
        {
          ...{ containerGroup: "main", container: "web", image: digest, digest },
          path: "spec.containerGroups[0].containers[0]",
          pin: { digest, problem: null, resolvedAt: artifact.lockedAt },
          ...{ moved: false, facts: null, problem: null },
        },
      ],
      warnings: [],
    });
  });

  test("are nothing to strangers", async () => {
    const { id } = await make(digest);
    const stranger = await makePerson(organization.id);
    expect((await get(`/artifacts/${id}/images`, stranger.token)).status).toBe(404);
  });

  test("come with a dry run of locking, with what is worth a look", async () => {
    const { id } = await make("registry.example/app:1");
    const { json } = await api.call("POST", `/api/v2/artifacts/${id}/lock?dryRun=true`, { token });
    expect(json).toMatchObject({
      problems: [],
      warnings: expect.arrayContaining([
        {
          path,
          message:
            "The tag could not be resolved: registry.example is not among the registries that REGISTRY_ALLOW lists",
          code: "tag_not_resolved",
        },
      ]),
      images: [{ image: "registry.example/app:1", digest: null, problem: { kind: "not_allowed" } }],
    });
  });
});

describe("the facts of any image", () => {
  const facts = (reference: string, as = token) =>
    get(`/imageFacts?reference=${encodeURIComponent(reference)}`, as);

  test.each([
    ["registry.example/app:1", "not_allowed"],
    [dead, "unreachable"],
    ["not/An/image", "invalid_reference"],
  ])("%s: %s", async (reference, kind) => {
    expect((await facts(reference)).json).toMatchObject({ facts: null, problem: { kind } });
  });

  test("are neither there nor missing of an image that only the engine has", async () => {
    expect((await facts(digest)).json).toEqual({ facts: null, problem: null });
  });

  test("need a reference", async () => {
    expect(pathsIn(await get("/imageFacts"))).toEqual(["reference"]);
  });

  test("are asked for so often by one person and no more, as far as a registry would be asked", async () => {
    const person = await makePerson(organization.id);
    await countImageQuestions(person.id, 1000);
    const refused = await facts(dead, person.token);
    expect(refused).toMatchObject({
      status: 429,
      headers: { "retry-after": expect.stringMatching(/^\d+$/) },
    });
    expect((await facts("registry.example/app:1", person.token)).status).toBe(200);
  });
});
