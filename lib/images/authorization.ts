import { z } from "zod";
import { askRegistry } from "./guarded-request";
import { ImageError } from "./image-error";
import type { RegistryConfig } from "./registry-config";

const tokenAnswer = z.object({ token: z.string().optional(), access_token: z.string().optional() });

/** `Bearer realm="…",service="…"` → its scheme and parameters. */
function readChallenge(header: string): { scheme: string; parameters: Map<string, string> } {
  const [scheme = ""] = header.split(" ", 1);
  const pairs = header.slice(scheme.length).matchAll(/([a-z_]+)="([^"]*)"/gi);
  const parameters = new Map([...pairs].map(([, name = "", value = ""]) => [name.toLowerCase(), value]));
  return { scheme: scheme.toLowerCase(), parameters };
}

/** What to send so that a registry that answered with this challenge lets one read the repository. */
export async function authorize(
  config: RegistryConfig,
  { registry, repository }: { registry: string; repository: string },
  challenge: string,
  signal: AbortSignal,
): Promise<string> {
  const { scheme, parameters } = readChallenge(challenge);
  const login = config.logins.get(registry);
  const basic = login && `Basic ${Buffer.from(`${login.username}:${login.password}`).toString("base64")}`;
  if (scheme === "basic" && basic !== undefined) return basic;
  const realm = parameters.get("realm") ?? "";
  if (scheme !== "bearer" || !URL.canParse(realm)) throw refused(registry, repository);
  const url = new URL(realm);
  const service = parameters.get("service");
  if (service !== undefined) url.searchParams.set("service", service);
  url.searchParams.set("scope", `repository:${repository}:pull`);
  const answer = await askRegistry(config, url, { method: "GET", authorization: basic }, signal);
  if (answer.status !== 200) throw refused(registry, repository);
  const { token, access_token } = tokenAnswer.parse(JSON.parse(answer.body.toString()));
  return `Bearer ${token ?? access_token ?? ""}`;
}

/** Many registries answer so, too, where there is no such repository. */
export const refused = (registry: string, repository: string) =>
  new ImageError("unauthorized", `${registry} does not let us see ${repository}, or has no such thing`);
