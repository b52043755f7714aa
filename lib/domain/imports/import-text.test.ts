import { readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { expect, test } from "vitest";
import { findArtifactIssues } from "#lib/domain/artifacts";
import { artifactTemplates } from "#lib/domain/templates";
import { detectImport, importText } from "./import-text";

const readSample = (name: string) =>
  readFileSync(join(import.meta.dirname, "../../testing/samples/imports", name), "utf8");

test.each([
  ["docker-run.sh", "docker-run"],
  ["compose.yaml", "compose"],
  ["kubernetes.yaml", "kubernetes"],
  ["deployment.yaml", "kubernetes"],
  ["variables.env", "env"],
])("%s is told to be %s", (name, kind) => expect(detectImport(readSample(name))).toBe(kind));

test.each([
  ["podman container run -it alpine sh", "docker-run"],
  ["$ docker --context far run x", "docker-run"],
  ["DOCKER_HOST=x sudo -E /usr/bin/docker run x", "docker-run"],
  ['{"apiVersion": "v1", "kind": "Pod", "spec": {}}', "kubernetes"],
  ["services:\n  a:\n    image: 'x", "compose"],
  ["apiVersion: v1\nkind: [", "kubernetes"],
  ["A=1\nB=2", "env"],
  ["export TOKEN='x'", "env"],
  ["docker logs web", "unknown"],
  ["hello", "unknown"],
  ["", "unknown"],
])("%j is told to be %s", (text, kind) => expect(detectImport(text)).toBe(kind));

test("every template is an artifact document", () => {
  expect(artifactTemplates.map(({ text }) => detectImport(text))).toEqual(
    artifactTemplates.map(() => "artifact"),
  );
});

test.each(["docker-run.sh", "compose.yaml", "deployment.yaml"])(
  "%s becomes a document without a mistake",
  (name) => {
    const text = readSample(name);
    const outcome = importText(text, detectImport(text));
    expect(outcome.ok && findArtifactIssues(outcome.document)).toEqual([]);
  },
);

test("what cannot be read says where", () => {
  expect(importText("services:\n  a: 'x\n", "compose")).toMatchObject({
    ok: false,
    line: expect.any(Number),
  });
  expect(importText("docker run -e 'A=1 web", "docker-run")).toEqual({
    ok: false,
    message: "This ' is not closed",
    line: 1,
  });
  expect(importText("docker run -d", "docker-run")).toMatchObject({ ok: false });
  expect(importText("kind: Service\napiVersion: v1", "kubernetes")).toMatchObject({
    ok: false,
    message: "Nothing in this runs a container: Service",
  });
  expect(importText("a: &a [*a]\nservices: *a", "compose")).toMatchObject({ ok: false });
  expect(importText(`services: ${"[".repeat(5000)}`, "compose")).toMatchObject({ ok: false, line: 1 });
});

test("nothing that is pasted throws", () => {
  const piece = fc.constantFrom(
    "docker run ",
    "services:",
    "\n  ",
    "a: ",
    "- ",
    "&x ",
    "*x",
    "kind: Pod\napiVersion: v1\n",
    "spec:",
    "containers:",
    "{",
    "}",
    "[",
    "'",
    '"',
    "${A:-",
    "image: x",
    "<<: ",
    "ports: ",
    "env: ",
    "1",
    "=",
  );
  fc.assert(
    fc.property(fc.array(fc.oneof(piece, fc.string()), { maxLength: 14 }), (parts) => {
      const text = parts.join("");
      importText(text, detectImport(text));
      for (const kind of ["docker-run", "compose", "kubernetes", "env"] as const) importText(text, kind);
    }),
    { numRuns: 500 },
  );
});
