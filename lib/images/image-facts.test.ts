import { createHash } from "node:crypto";
import { createServer, type IncomingMessage, type Server } from "node:http";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { ImageProblemKind } from "#lib/domain/image-facts";
import { ImageError } from "./image-error";
import { readImageFacts, resolveDigest } from "./image-facts";
import { type RegistryConfig, readRegistryConfig } from "./registry-config";

/** A registry as others are than the one live tests use: with tokens, lists, blobs elsewhere, and lies. */
const digestOf = (content: string) => `sha256:${createHash("sha256").update(content).digest("hex")}`;

const configuration = JSON.stringify({
  os: "linux",
  architecture: "amd64",
  config: {
    User: "1000",
    ExposedPorts: { "8080/tcp": {} },
    Entrypoint: ["node"],
    Cmd: ["server.js"],
    Env: ["PATH=/bin", "MODE=quiet"],
  },
});
const manifest = JSON.stringify({
  config: { digest: digestOf(configuration), size: 100 },
  layers: [{ digest: digestOf("layer"), size: 900 }],
});
const entry = (platform: object) => ({ digest: digestOf(manifest), size: manifest.length, platform });
const list = JSON.stringify({
  manifests: [
    entry({ os: "linux", architecture: "arm64", variant: "v8" }),
    entry({ os: "linux", architecture: "amd64" }),
    entry({ os: "unknown", architecture: "unknown" }),
  ],
});

let server: Server;
let elsewhere: Server;
let host = "";
let otherHost = "";
const asked: { url: string; authorization: string | undefined; elsewhere: boolean }[] = [];

type Reply = [status: number, body: string, headers?: Record<string, string>];

function reply({ url = "", headers, method }: IncomingMessage): Reply {
  if (url.startsWith("/token")) return [200, JSON.stringify({ token: "let-me-in" })];
  if (url.includes("/silent/")) return [0, ""];
  if (url.includes("/broken/")) return [500, ""];
  if (url.includes("/huge/")) return [200, "x".repeat(5 * 2 ** 20)];
  if (url.includes("/liar/")) return [200, "{}"];
  if (url.includes("/nonsense/")) return [200, "<html>"];
  if (url.includes("/closed/")) return [403, ""];
  if (url.includes("/wandering/")) return [307, "", { location: "http://169.254.169.254/latest" }];
  if (headers.authorization !== "Bearer let-me-in")
    return [401, "", { "www-authenticate": `Bearer realm="http://${host}/token",service="test"` }];
  if (url.endsWith("/manifests/latest"))
    return [200, method === "HEAD" ? "" : list, { "docker-content-digest": digestOf(list) }];
  if (url.endsWith(digestOf(manifest))) return [200, manifest];
  if (url.endsWith(digestOf(configuration))) return [307, "", { location: `http://${otherHost}${url}` }];
  return [404, ""];
}

function listen(isElsewhere: boolean): Promise<Server> {
  const made = createServer((request, response) => {
    asked.push({
      url: request.url ?? "",
      authorization: request.headers.authorization,
      elsewhere: isElsewhere,
    });
    const [status, body, headers] = isElsewhere ? [200, configuration, {}] : reply(request);
    if (status !== 0) response.writeHead(status, headers).end(body);
  });
  return new Promise((done) => made.listen(0, "127.0.0.1", () => done(made)));
}

function hostOf(listening: Server): string {
  const address = listening.address();
  return typeof address === "object" && address !== null ? `127.0.0.1:${address.port}` : "";
}

beforeAll(async () => {
  [server, elsewhere] = await Promise.all([listen(false), listen(true)]);
  host = hostOf(server);
  otherHost = hostOf(elsewhere);
});
afterAll(() => {
  for (const one of [server, elsewhere]) {
    one.closeAllConnections();
    one.close();
  }
});

const signal = () => AbortSignal.timeout(10_000);
const configure = (variables: Parameters<typeof readRegistryConfig>[0] = {}): RegistryConfig =>
  readRegistryConfig({ REGISTRY_URL: `http://me:pa%3Ass@${host}`, ...variables });

async function kindOf(work: Promise<unknown>): Promise<ImageProblemKind> {
  const error = await work.then(
    () => null,
    (reason: unknown) => reason,
  );
  if (!(error instanceof ImageError)) throw new Error(`Not an ImageError: ${error}`);
  return error.kind;
}

describe("the facts of an image", () => {
  test("are read with a token, through a list of platforms, from where the registry sends one", async () => {
    asked.length = 0;
    const config = configure({ REGISTRY_ALLOW_PRIVATE: [otherHost] });
    expect(await readImageFacts(`${host}/team/app`, config, signal())).toEqual({
      pinned: `${host}/team/app@${digestOf(list)}`,
      digest: digestOf(list),
      platforms: ["linux/arm64/v8", "linux/amd64"],
      platform: "linux/amd64",
      user: "1000",
      exposedPorts: ["8080/tcp"],
      entrypoint: ["node"],
      command: ["server.js"],
      environmentNames: ["PATH", "MODE"],
      sizeBytes: 1000,
    });
    const token = asked.find(({ url }) => url.startsWith("/token"));
    expect(token?.url).toBe("/token?service=test&scope=repository%3Ateam%2Fapp%3Apull");
    expect(token?.authorization).toBe(`Basic ${Buffer.from("me:pa:ss").toString("base64")}`);
    const sentOn = asked.filter((request) => request.elsewhere);
    expect(sentOn).toEqual([expect.objectContaining({ authorization: undefined })]);
    const before = asked.length;
    await readImageFacts(`${host}/team/app`, config, signal());
    expect(asked.length, "a second question is answered from memory").toBe(before);
  });

  test("the digest of a tag takes no reading", async () => {
    asked.length = 0;
    const config = configure();
    expect(await resolveDigest(`${host}/team/app:latest`, config, signal())).toBe(digestOf(list));
    expect(asked.filter(({ url }) => url.includes("/blobs/"))).toEqual([]);
    const before = asked.length;
    await resolveDigest(`${host}/team/app:latest`, config, signal());
    expect(asked.length).toBe(before);
    await resolveDigest(`${host}/team/app:latest`, config, signal(), { fresh: true });
    expect(asked.length).toBeGreaterThan(before);
  });

  test.each([
    ["absent/app:9", "not_found"],
    ["closed/app", "unauthorized"],
    ["broken/app", "unreachable"],
    ["huge/app", "unreachable"],
    ["nonsense/app", "unreachable"],
    [`liar/app@${digestOf("something else")}`, "unreachable"],
    ["wandering/app", "not_allowed"],
  ])("of %s are %s", async (path, kind) => {
    expect(await kindOf(readImageFacts(`${host}/${path}`, configure(), signal()))).toBe(kind);
  });

  test("of a registry that keeps silent time out", async () => {
    const config = { ...configure(), patience: 200 };
    expect(await kindOf(readImageFacts(`${host}/silent/app`, config, signal()))).toBe("timed_out");
  });

  test("of a registry that is down are unreachable", async () => {
    const config = configure({ REGISTRY_ALLOW_PRIVATE: ["127.0.0.1:1"] });
    expect(await kindOf(readImageFacts("127.0.0.1:1/app", config, signal()))).toBe("unreachable");
  });

  test("end with the caller's patience", async () => {
    const stopped = AbortSignal.abort(new Error("never mind"));
    await expect(readImageFacts(`${host}/silent/app`, configure(), stopped)).rejects.toThrow("never mind");
  });

  test("a text that is no reference is refused before anybody is asked", async () => {
    expect(await kindOf(readImageFacts("not an image", configure(), signal()))).toBe("invalid_reference");
  });
});

describe("nobody is asked", () => {
  test.each([
    ["whom configuration does not list", "ghcr.io/team/app", {}],
    ["for Docker Hub unless it is listed", "node:22", { REGISTRY_ALLOW: ["ghcr.io"] }],
    ["in a private network by name", "localhost:1/app", { REGISTRY_ALLOW: ["localhost:1"] }],
    ["in a private network by address", "10.0.0.1/app", { REGISTRY_ALLOW: ["10.0.0.1"] }],
    ["on another port than was listed", "127.0.0.1:2/app", { REGISTRY_ALLOW_PRIVATE: ["127.0.0.1:1"] }],
    ["through the end of a listed name", "evil-example.com/app", { REGISTRY_ALLOW: ["*.example.com"] }],
  ])("%s", async (_, reference, variables) => {
    expect(await kindOf(readImageFacts(reference, readRegistryConfig(variables), signal()))).toBe(
      "not_allowed",
    );
  });
});
