import type { IncomingMessage } from "node:http";
import type { Socket } from "node:net";
import { Transform, type TransformCallback } from "node:stream";
import type { GatewayLimits } from "./limits";
import { Refusal } from "./refusal";

export function hasBody({ headers }: IncomingMessage): boolean {
  return headers["transfer-encoding"] !== undefined || Number(headers["content-length"] ?? 0) > 0;
}

/** Refuses a body that is packed as we do not unpack it, or that says that it is too large, before any of it is read. */
export function requireAllowedBody({ headers }: IncomingMessage, { bodyBytes }: GatewayLimits): void {
  if (!/^chunked$/i.test(headers["transfer-encoding"] ?? "chunked"))
    throw new Refusal(501, "The only transfer encoding is chunked");
  if (Number(headers["content-length"] ?? 0) > bodyBytes) throw tooLarge(bodyBytes);
}

function tooLarge(bytes: number): Refusal {
  return new Refusal(413, `The body is larger than ${Math.floor(bytes / 1024 ** 2)} MiB`);
}

interface Sending {
  request: IncomingMessage;
  limits: GatewayLimits;
  /** It is too large, or comes no more. */
  failed: (error: Error) => void;
}

/** Sends a request's body on as it comes, as fast as the container takes it; a request that stops coming is ended. */
export function sendBody({ request, limits, failed }: Sending, socket: Socket, sent: () => void): void {
  const client = request.socket;
  // Only a request that is not complete is told of it.
  request.setTimeout(limits.upload, () => {
    failed(new Refusal(408, "The body stopped coming"));
    client.destroySoon();
  });
  request.once("end", () => client.setTimeout(limits.idle));
  const isChunked = request.headers["transfer-encoding"] !== undefined;
  const body = isChunked ? request.pipe(new Chunks(limits.bodyBytes).once("error", failed)) : request;
  body.once("end", sent).pipe(socket, { end: false });
}

const lastChunk = "0\r\n\r\n";

/** Packs a body of unknown length (RFC 9112 7.1) and fails when it is too large. */
class Chunks extends Transform {
  #size = 0;

  constructor(private readonly most: number) {
    super();
  }

  override _transform(chunk: Buffer, _encoding: BufferEncoding, done: TransformCallback): void {
    this.#size += chunk.length;
    if (this.#size > this.most) {
      done(tooLarge(this.most));
      return;
    }
    this.push(`${chunk.length.toString(16)}\r\n`, "latin1");
    this.push(chunk);
    this.push("\r\n", "latin1");
    done();
  }

  override _flush(done: TransformCallback): void {
    this.push(lastChunk, "latin1");
    done();
  }
}
