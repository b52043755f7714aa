import { expect, test } from "vitest";
import { z } from "zod";
import { findArtifactIssues } from "#lib/domain/artifacts";
import { importText } from "./import-text";

const container = z.record(z.string(), z.unknown());
const artifact = z.object({
  name: z.string(),
  spec: z.object({ containerGroups: z.tuple([z.object({ containers: z.array(container).min(1) })]) }),
});

function read(text: string, kind: Parameters<typeof importText>[1]) {
  const outcome = importText(text, kind);
  if (!outcome.ok) throw new Error(outcome.message);
  const document = artifact.parse(outcome.document);
  const [{ containers }] = document.spec.containerGroups;
  return {
    ...outcome,
    name: document.name,
    containers,
    whys: outcome.lost.map(({ where, why }) => `${where}: ${why}`),
  };
}

const run = (line: string) => read(line, "docker-run");
const compose = (services: string) => read(`services:\n${services.replaceAll(/^/gm, "  ")}`, "compose");
const pod = (spec: string) =>
  read(`apiVersion: v1\nkind: Pod\nmetadata: { name: p }\nspec: ${spec}`, "kubernetes");

test.each([
  ["docker run -p 80:8080 web", { port: 8080 }],
  ["docker run -dp 8080:3000/tcp -itq web", { port: 3000 }],
  ["docker run -p80:8080 --expose=9000 web", { port: 8080 }],
  ["docker run -e PORT=9000 web", { port: 9000 }],
  ["docker run -p 80:80 web", { port: undefined }],
  ["docker run --entrypoint /bin/app web --fast", { entrypoint: ["/bin/app", "--fast"] }],
  ["docker run web --fast", { entrypoint: undefined }],
  ["docker run -- web sh -c 'a && b'", { entrypoint: ["sh", "-c", "a && b"] }],
  ["podman container run --name=My.App r.example/x/web@sha256:ab", { name: "my-app" }],
  ["docker run r.example:5000/x/web:1", { name: "web" }],
  [
    "docker run --security-opt seccomp=unconfined web",
    { securityContext: { seccompProfile: { type: "Unconfined" } } },
  ],
])("%s", (line, expected) => {
  const [first = {}] = run(line).containers;
  expect(Object.fromEntries(Object.keys(expected).map((key) => [key, first[key]]))).toEqual(expected);
});

test("several lines are several containers; other commands are lost", () => {
  const { containers, whys } = run(
    "docker pull web\ndocker run -p 1:8080 web && docker run cache\ndocker run x | tee log",
  );
  expect(containers.map(({ name, primary }) => [name, primary])).toEqual([
    ["web", true],
    ["cache", undefined],
    ["x", undefined],
  ]);
  expect(whys).toContain("docker: Only docker run lines are read");
  expect(whys).toContain("tee: Only docker run lines are read");
});

test("a service that is built becomes the primary's build, with the source to upload named", () => {
  const { containers, whys, document } = compose(
    "web:\n  build: { context: ./web, target: prod }\n  ports: ['3000:3000']",
  );
  expect(containers[0]).toMatchObject({
    imageBuildConfig: { dockerfile: { source: "provided", path: "./Dockerfile" } },
  });
  expect(whys).toContain("services.web.build.context: Source is uploaded: upload the content of this folder");
  expect(whys).toContain("services.web.build.target: A build makes the last stage of the Dockerfile");
  expect(findArtifactIssues(document)).toEqual([]);
});

test("variables of a compose file: defaults are taken, the unknown is asked for, $$ is a dollar", () => {
  const name = "$";
  const { containers, lost } = compose(
    `a:\n  image: x:1\n  environment:\n    A: ${name}{X:-one ${name}{Y:-two}}\n    B: ${name}Z\n    C: ${name}${name}5\n    D: ${name}{W:+set}\n    E:`,
  );
  expect(containers[0]?.environmentVars).toEqual([
    { name: "A", value: "one two" },
    { name: "B", value: "$Z" },
    { name: "C", value: "$5" },
    { name: "D", value: "" },
    { name: "E", value: "" },
  ]);
  expect(lost.filter(({ open }) => open).map(({ where }) => where)).toEqual([
    "services.a.environment.B",
    "services.a.environment.E",
  ]);
});

test("containers that met by name are told where they meet now", () => {
  const { notes } = compose(
    "web:\n  image: w:1\n  environment: { DB_HOST: db, MODE: db }\ndb:\n  image: d:1",
  );
  expect(notes.filter((note) => note.includes("127.0.0.1"))).toEqual([
    "DB_HOST asks for the host db: containers of one artifact reach each other at 127.0.0.1",
  ]);
});

test("a probe of Kubernetes keeps its meaning: its defaults are written out", () => {
  const { containers } = pod(
    "{ containers: [{ name: a, image: x:1, ports: [{ containerPort: 8080 }], livenessProbe: { httpGet: { port: 8080 } } }] }",
  );
  expect(containers[0]?.livenessProbe).toEqual({
    path: "/",
    port: 8080,
    scheme: "HTTP",
    initialDelaySeconds: 0,
    periodSeconds: 10,
    timeoutSeconds: 1,
    failureThreshold: 3,
    successThreshold: 1,
  });
});

test("a secret becomes a credential that is still to be named; the document says so itself", () => {
  const { containers, document, lost } = pod(
    "{ containers: [{ name: a, image: x:1, ports: [{ containerPort: 8080 }], env: [{ name: P, valueFrom: { secretKeyRef: { name: db, key: pass } } }] }] }",
  );
  expect(containers[0]?.environmentVars).toEqual([
    { source: "dr-credential", name: "P", drCredentialId: "", key: "pass" },
  ]);
  expect(findArtifactIssues(document).map(({ message }) => message)).toEqual(["Which credential?"]);
  expect(lost).toMatchObject([{ what: "db", open: true }]);
});

test("a List, and each kind with a pod in it, is read", () => {
  const template = "{ spec: { containers: [{ name: a, image: x:1 }] } }";
  const items = [
    `{ kind: Job, apiVersion: batch/v1, metadata: { name: j }, spec: { template: ${template} } }`,
    `{ kind: CronJob, apiVersion: batch/v1, metadata: { name: c }, spec: { jobTemplate: { spec: { template: ${template} } } } }`,
    `{ kind: StatefulSet, apiVersion: apps/v1, metadata: { name: s }, spec: { template: ${template} } }`,
  ];
  const { choices, name } = read(`apiVersion: v1\nkind: List\nitems: [${items.join(", ")}]`, "kubernetes");
  expect(choices).toEqual(["Job j", "CronJob c", "StatefulSet s"]);
  expect(name).toBe("j");
});
