import type { IncomingMessage } from "node:http";
import type { RawHeaders } from "./headers";
import { Refusal } from "./refusal";

const expectsBody = new Set(["POST", "PUT", "PATCH"]);
/** Node lets more of a target through than may stand in a request line. */
const pathForm = /^[\x21-\x7e\x80-\xff]+$/;

/**
 * The lines before a request's body. How long that is says the request as it was read here, and nothing else: two who
 * read it differently would not agree where the next one begins.
 */
export function writeRequestHead(
  { method = "GET", headers: { "content-length": length, "transfer-encoding": encoding } }: IncomingMessage,
  path: string,
  headers: RawHeaders,
): string {
  if (!pathForm.test(path))
    throw new Refusal(400, "The request cannot be passed on: its address is malformed");
  let head = `${method} ${path} HTTP/1.1\r\n`;
  for (let at = 0; at < headers.length; at += 2) head += `${headers[at]}: ${headers[at + 1]}\r\n`;
  if (encoding !== undefined) head += "transfer-encoding: chunked\r\n";
  else if (length !== undefined) head += `content-length: ${length}\r\n`;
  else if (expectsBody.has(method)) head += "content-length: 0\r\n";
  return `${head}\r\n`;
}
