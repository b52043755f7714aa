import { createHash } from "node:crypto";
import type { ImageReference } from "#lib/domain/image-reference";
import { authorize, refused } from "./authorization";
import { type Answer, askRegistry } from "./guarded-request";
import { ImageError, notAllowed } from "./image-error";
import { isAllowedHost, isPlainHost, type RegistryConfig } from "./registry-config";

const manifestTypes = [
  "application/vnd.oci.image.index.v1+json",
  "application/vnd.docker.distribution.manifest.list.v2+json",
  "application/vnd.oci.image.manifest.v1+json",
  "application/vnd.docker.distribution.manifest.v2+json",
].join(", ");

/** Reading one repository: what it takes to be let in is found out once. */
export class RegistrySession {
  private authorization: string | undefined;
  private readonly base: string;

  constructor(
    private readonly config: RegistryConfig,
    private readonly reference: ImageReference,
    private readonly signal: AbortSignal,
  ) {
    const { registry, repository } = reference;
    if (!isAllowedHost(config, registry)) throw notAllowed(registry);
    const host = registry === "docker.io" ? "registry-1.docker.io" : registry;
    this.base = `${isPlainHost(config, registry) ? "http" : "https"}://${host}/v2/${repository}`;
  }

  /** The manifest under a tag or digest, and its digest, which is that of its content. */
  async getManifest(name: string): Promise<{ digest: string; body: string }> {
    const { body } = await this.ask("GET", `/manifests/${name}`);
    return { digest: verify(name, body), body: body.toString() };
  }

  /** Without its content, if the registry tells. */
  async getDigest(name: string): Promise<string> {
    const { headers } = await this.ask("HEAD", `/manifests/${name}`);
    const digest = headers["docker-content-digest"];
    return typeof digest === "string" && /^sha\d+:[0-9a-f]+$/.test(digest)
      ? digest
      : (await this.getManifest(name)).digest;
  }

  async getBlob(digest: string): Promise<string> {
    const { body } = await this.ask("GET", `/blobs/${digest}`);
    verify(digest, body);
    return body.toString();
  }

  private async ask(method: "GET" | "HEAD", path: string): Promise<Answer> {
    const { registry, repository } = this.reference;
    const url = new URL(this.base + path);
    let answer = await this.send(method, url);
    const challenge = answer.headers["www-authenticate"];
    if (answer.status === 401 && typeof challenge === "string" && this.authorization === undefined) {
      this.authorization = await authorize(this.config, { registry, repository }, challenge, this.signal);
      answer = await this.send(method, url);
    }
    if (answer.status === 200) return answer;
    if (answer.status === 401 || answer.status === 403) throw refused(registry, repository);
    if (answer.status === 404) throw new ImageError("not_found", `${registry} has no ${this.describe()}`);
    throw new ImageError("unreachable", `${answer.host} answered with status ${answer.status}`);
  }

  private send(method: "GET" | "HEAD", url: URL): Promise<Answer> {
    const sent = { method, accept: manifestTypes, authorization: this.authorization };
    return askRegistry(this.config, url, sent, this.signal);
  }

  private describe(): string {
    const { repository, tag, digest } = this.reference;
    return digest === null ? `${repository}:${tag}` : `${repository}@${digest}`;
  }
}

/** The digest of the content; that must be the one asked for, where one was. */
function verify(name: string, body: Buffer): string {
  const [algorithm = "", hex] = name.includes(":") ? name.split(":") : ["sha256"];
  const digest = createHash(algorithm).update(body).digest("hex");
  if (hex !== undefined && hex !== digest)
    throw new ImageError("unreachable", `The registry answered with something else than ${name}`);
  return `${algorithm}:${digest}`;
}
