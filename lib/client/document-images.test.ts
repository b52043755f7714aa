import { expect, test } from "vitest";
import type { ImageAnswer } from "#lib/domain/image-facts";
import { findDocumentImageWarnings, imageWords, listAskableImages } from "./document-images";

const containersOf = (...containers: unknown[]) => ({ spec: { containerGroups: [{ containers }] } });
const gone = { facts: null, problem: { kind: "not_found", message: "It is not there" } } as const;

test("only what a registry can be asked about is asked, and once", () => {
  const images = ["node:22", "node:22", `sha256:${"0a".repeat(32)}`, "no//reference", 7, null, "ghcr.io/a/b"];
  const document = containersOf(...images.map((imageUri) => ({ imageUri })), "half", null);
  expect(listAskableImages(document)).toEqual(["node:22", "ghcr.io/a/b"]);
  for (const nothing of [null, "text", { spec: [] }, { spec: { containerGroups: {} } }])
    expect(listAskableImages(nothing)).toEqual([]);
});

test("a warning stands at the container that names the image, whatever else is wrong with it", () => {
  const document = containersOf({ imageUri: "other" }, { imageUri: "node:22", port: "wrong" });
  expect(findDocumentImageWarnings(document, new Map([["node:22", gone]]))).toEqual([
    {
      path: "spec.containerGroups[0].containers[1].imageUri",
      code: "image_not_found",
      message: "It is not there",
    },
  ]);
});

test("the line beside the field says what is known, or why nothing is", () => {
  const known: ImageAnswer = {
    facts: {
      ...{ pinned: "a@sha256:0a", digest: "sha256:0a", platform: "linux/amd64", platforms: ["linux/amd64"] },
      ...{
        user: null,
        exposedPorts: [],
        entrypoint: [],
        command: [],
        environmentNames: [],
        sizeBytes: 2_000_000,
      },
    },
    problem: null,
  };
  expect(imageWords(known)).toMatch(/^linux\/amd64 · user root · exposes no port · /);
  expect(imageWords(gone)).toBeNull();
  expect(imageWords({ facts: null, problem: { kind: "not_allowed", message: "nobody may ask" } })).toBe(
    "Not checked: nobody may ask",
  );
});
