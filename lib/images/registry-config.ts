import { readFileSync } from "node:fs";
import { z } from "zod";

interface Login {
  username: string;
  password: string;
}

export interface RegistryConfig {
  /** Hosts, with their ports, that may be asked; `*.example.com` for all below. */
  allowed: string[];
  /** Of these, those that may be in a private network. */
  private: string[];
  /** Those that speak HTTP without TLS. */
  plain: string[];
  logins: Map<string, Login>;
  /** How long a question may take, however many requests that needs; in milliseconds. */
  patience: number;
}

interface RegistryVariables {
  REGISTRY_URL?: string | undefined;
  REGISTRY_ALLOW?: string[] | undefined;
  REGISTRY_ALLOW_PRIVATE?: string[] | undefined;
  REGISTRY_AUTH_FILE?: string | undefined;
}

/** What Docker Hub is made of: the name in references, where they are served, who gives tokens, where blobs are. */
const dockerHub = ["docker.io", "registry-1.docker.io", "auth.docker.io", "production.cloudflare.docker.com"];

/** Only our own registry unless more is configured, which may be anywhere, as whoever set it up knows where it is. */
export function readRegistryConfig(variables: RegistryVariables): RegistryConfig {
  const own = variables.REGISTRY_URL === undefined ? null : new URL(variables.REGISTRY_URL);
  const ownHosts = own === null ? [] : [own.host];
  const trusted = [...ownHosts, ...(variables.REGISTRY_ALLOW_PRIVATE ?? [])];
  const listed = [...trusted, ...(variables.REGISTRY_ALLOW ?? [])];
  const logins = readAuthFile(variables.REGISTRY_AUTH_FILE);
  if (own !== null && own.username !== "") logins.set(own.host, readLogin(own));
  return {
    allowed: listed.includes("docker.io") ? [...listed, ...dockerHub] : listed,
    private: trusted,
    plain: own?.protocol === "http:" ? ownHosts : [],
    logins,
    patience: 10_000,
  };
}

const readLogin = ({ username, password }: URL): Login => ({
  username: decodeURIComponent(username),
  password: decodeURIComponent(password),
});

const authFile = z.object({
  auths: z
    .record(
      z.string(),
      z.object({
        auth: z.string().optional(),
        username: z.string().optional(),
        password: z.string().optional(),
      }),
    )
    .default({}),
});

/** The file that `docker login` writes. */
function readAuthFile(path: string | undefined): Map<string, Login> {
  const logins = new Map<string, Login>();
  if (path === undefined) return logins;
  const { auths } = readJson(path);
  for (const [name, { auth, ...given }] of Object.entries(auths)) {
    const [username = "", ...rest] = Buffer.from(auth ?? "", "base64")
      .toString()
      .split(":");
    const login = { username: given.username ?? username, password: given.password ?? rest.join(":") };
    // Docker's own writes Docker Hub as an address with a path.
    const host = name.replace(/^https?:\/\//, "").replace(/\/.*$/, "");
    if (login.username !== "") logins.set(host === "index.docker.io" ? "docker.io" : host, login);
  }
  return logins;
}

function readJson(path: string): z.infer<typeof authFile> {
  try {
    return authFile.parse(JSON.parse(readFileSync(path, "utf8")));
  } catch (error) {
    const reason = error instanceof Error ? error.message : error;
    throw new Error(`REGISTRY_AUTH_FILE ${path} cannot be read: ${reason}`, { cause: error });
  }
}

/** For whoever pulls: who to be, by registry. */
export const listLogins = ({ logins }: RegistryConfig): (Login & { registry: string })[] =>
  [...logins].map(([registry, login]) => ({ registry, ...login }));

const matches = (host: string) => (pattern: string) =>
  pattern.startsWith("*.") ? host.endsWith(pattern.slice(1)) : host === pattern;

export const isAllowedHost = (config: RegistryConfig, host: string): boolean =>
  config.allowed.some(matches(host));

export const mayBePrivate = (config: RegistryConfig, host: string): boolean =>
  config.private.some(matches(host));

/** Docker, too, speaks plainly with registries of the same machine. */
export const isPlainHost = (config: RegistryConfig, host: string): boolean =>
  config.plain.includes(host) || /^(localhost|127\.[\d.]+|\[::1\])(:\d+)?$/.test(host);
