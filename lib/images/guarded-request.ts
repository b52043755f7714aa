import { type LookupAddress, type LookupOptions, lookup } from "node:dns";
import { isIP } from "node:net";
import { Agent, type Dispatcher, request } from "undici";
import { isPublicAddress } from "./addresses";
import { ImageError, notAllowed } from "./image-error";
import { isAllowedHost, isPlainHost, mayBePrivate, type RegistryConfig } from "./registry-config";

type LookupDone = (error: NodeJS.ErrnoException | null, addresses: LookupAddress[]) => void;

/** Resolves a name as the system does and refuses it if any address is not public. What it hands on is connected to. */
function lookupPublic(hostname: string, options: LookupOptions, done: LookupDone): void {
  lookup(hostname, { ...options, all: true }, (error, addresses) => {
    const refused = addresses?.find(({ address }) => !isPublicAddress(address));
    if (error === null && refused !== undefined) return done(refuseAddress(hostname), []);
    done(error, addresses ?? []);
  });
}

const refuseAddress = (hostname: string) =>
  new ImageError(
    "not_allowed",
    `${hostname} is in a private network; REGISTRY_ALLOW_PRIVATE does not list it`,
  );

const timeouts = { headersTimeout: 10_000, bodyTimeout: 10_000 };
const publicOnly = new Agent({ ...timeouts, connect: { timeout: 5_000, lookup: lookupPublic } });
const anywhere = new Agent({ ...timeouts, connect: { timeout: 5_000 } });

const mostRedirects = 5;
/** Of a manifest or an image's configuration; neither comes near. */
const mostBytes = 4 * 2 ** 20;

export interface Answer {
  status: number;
  headers: Record<string, string | string[] | undefined>;
  body: Buffer;
  /** The host that has answered in the end. */
  host: string;
}

interface Sent {
  method: "GET" | "HEAD";
  accept?: string;
  authorization: string | undefined;
}

/** Asks a host that configuration allows, and follows it only to such. Credentials go to the first host alone. */
export async function askRegistry(
  config: RegistryConfig,
  address: URL,
  sent: Sent,
  signal: AbortSignal,
): Promise<Answer> {
  let url = address;
  let { authorization } = sent;
  for (let hops = 0; hops <= mostRedirects; hops += 1) {
    const { statusCode, headers, body } = await send(config, url, { ...sent, authorization }, signal);
    const { location } = headers;
    if (statusCode < 300 || statusCode > 399 || typeof location !== "string") {
      return { status: statusCode, headers, body: await readAll(body), host: url.host };
    }
    await body.dump();
    const next = new URL(location, url);
    if (next.host !== url.host) authorization = undefined;
    url = next;
  }
  throw new ImageError("unreachable", `${address.host} sends on and on`);
}

function send(
  config: RegistryConfig,
  url: URL,
  { method, accept, authorization }: Sent,
  signal: AbortSignal,
): Promise<Dispatcher.ResponseData> {
  const { host, hostname, protocol } = url;
  if (!isAllowedHost(config, host)) throw notAllowed(host);
  if (protocol !== (isPlainHost(config, host) ? "http:" : "https:") && protocol !== "https:")
    throw new ImageError("not_allowed", `${host} is to be asked over https only`);
  const consented = mayBePrivate(config, host);
  const literal = hostname.replace(/^\[|\]$/g, "");
  // An address in place of a name is never looked up.
  if (!consented && isIP(literal) !== 0 && !isPublicAddress(literal)) throw refuseAddress(hostname);
  return request(url, {
    method,
    headers: { ...(accept && { accept }), ...(authorization && { authorization }) },
    signal,
    dispatcher: consented ? anywhere : publicOnly,
  });
}

async function readAll(body: AsyncIterable<Buffer>): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of body) {
    size += chunk.length;
    if (size > mostBytes) throw new ImageError("unreachable", "The registry answered with far too much");
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
