import { beforeAll, describe, expect, test } from "vitest";
import type { StoredSpec } from "#lib/domain/spec";
import { parseSpec } from "#lib/domain/spec-rules";
import { database } from "#lib/store/database";
import { listImagePins } from "#lib/store/image-pins";
import { actorOf, makeOrganization } from "#lib/testing/actors";
import { callerOf, makeArtifact, makeContainer, makeDocument } from "#lib/testing/factories";
import { lockArtifact } from "./artifact-locks";
import { createArtifact, replaceArtifact, updateArtifact } from "./artifacts";
import { pinImages, withImageDigests } from "./image-digests";
import { type Caller, runOperation, runOperationOnce } from "./operation";

/** Configuration lets it be asked; it never answers. */
const dead = "127.0.0.1:1/team/app";
const digest = `sha256:${"0a".repeat(32)}`;

let caller: Caller;
beforeAll(async () => {
  const { administrator } = await makeOrganization();
  caller = callerOf(await actorOf(administrator));
});

const specOf = (...images: string[]) => ({
  containerGroups: [
    {
      name: "main",
      containers: images.map((imageUri, index) => ({
        ...makeContainer({ name: `c${index}`, imageUri }),
        ...(index > 0 && { primary: false, port: null }),
      })),
    },
  ],
});
const draftOf = async (...images: string[]) => {
  if (!caller.actor) throw new Error("Nobody asks");
  return (await makeArtifact(caller.actor, { spec: specOf(...images) })).id;
};
const pinsOf = async (id: string) =>
  (await listImagePins(database, id)).map(({ container, image, digest: known, problem }) => ({
    container,
    image,
    digest: known,
    problem,
  }));

describe("locking stores what each image means", () => {
  test("by itself, where the reference says it: a digest, or the id of an image in the engine", async () => {
    const id = await draftOf(`registry.example/app:1@${digest}`, digest);
    const { spec } = await runOperation(lockArtifact, caller, { id });
    expect(spec.containerGroups[0]?.containers.map(({ imageUri }) => imageUri)).toEqual([
      `registry.example/app:1@${digest}`,
      digest,
    ]);
    expect(await pinsOf(id)).toEqual([
      { container: "c0", image: `registry.example/app:1@${digest}`, digest, problem: null },
      { container: "c1", image: digest, digest, problem: null },
    ]);
  });

  test("or why that is not known: locking needs no registry", async () => {
    const id = await draftOf(
      "registry.example/app:1",
      `${dead}:1`,
      "no reference at all".replaceAll(" ", "//"),
    );
    expect(await runOperation(lockArtifact, caller, { id })).toMatchObject({ status: "locked", version: 1 });
    expect(await pinsOf(id)).toEqual([
      {
        container: "c0",
        image: "registry.example/app:1",
        digest: null,
        problem: "registry.example is not among the registries that REGISTRY_ALLOW lists",
      },
      {
        container: "c1",
        image: `${dead}:1`,
        digest: null,
        problem: expect.stringMatching(/^127\.0\.0\.1:1 cannot be reached: /),
      },
      {
        container: "c2",
        image: "no//reference//at//all",
        digest: null,
        problem: "no//reference//at//all is not an image reference",
      },
    ]);
  });

  const spec = specOf(`${dead}:1`);
  const locked = makeDocument({ spec, status: "locked" });
  test.each([
    ["POST", () => runOperation(createArtifact, caller, locked)],
    ["PATCH", async () => runOperation(updateArtifact, caller, { id: await draftOf("a"), patch: locked })],
    ["PUT", async () => runOperation(replaceArtifact, caller, { id: await draftOf("a"), document: locked })],
    [
      "POST with a key",
      () =>
        runOperationOnce(createArtifact, caller, locked, {
          key: "one key",
          fingerprint: "f",
          render: ({ id }) => ({ id }),
          readAnswer: () => ({ id: "" }),
        }),
    ],
  ])("on every way to a locked artifact: %s", async (_, lock) => {
    const { id } = await lock();
    expect(await pinsOf(id)).toMatchObject([{ image: `${dead}:1`, digest: null }]);
  });

  test("of the draft as it is when it is locked, though it changed while registries were asked", async () => {
    const seen: StoredSpec[] = [];
    const versions = [specOf(`${dead}:1`), specOf(`${dead}:2`)].map((one) => parseSpec(one, "service"));
    const now = new Date();
    const pins = await withImageDigests(async (known) => {
      const current = versions[Math.min(seen.length, 1)] ?? parseSpec(specOf("a"), "service");
      seen.push(current);
      return pinImages(current, known, now);
    });
    expect(seen).toHaveLength(3);
    expect(pins).toMatchObject([{ image: `${dead}:2` }]);
  });
});
