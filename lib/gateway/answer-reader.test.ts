import fc from "fast-check";
import { expect, test } from "vitest";
import { AnswerError, AnswerReader } from "./answer-reader";

interface Heard {
  status: number;
  message: string;
  headers: string[];
  body: string;
  trailers: string[];
  keepsAlive: boolean;
}

/** What the reader makes of pieces, answer after answer to requests of one method; then the other side is gone. */
function read(pieces: readonly (Buffer | string)[], method = "GET"): Heard[] {
  const reader = new AnswerReader();
  const heard: Heard[] = [];
  let current: Heard | null = null;
  const begin = () =>
    reader.begin(method, {
      onHead(head) {
        current = { ...head, body: "", trailers: [], keepsAlive: false };
      },
      onData(chunk) {
        if (current) current.body += chunk.toString("latin1");
      },
      onEnd(last, trailers) {
        if (current === null) throw new Error("an end without a beginning");
        current.body += last?.toString("latin1") ?? "";
        heard.push({ ...current, trailers, keepsAlive: reader.keepsAlive });
        current = null;
        if (reader.keepsAlive) begin();
      },
    });
  begin();
  for (const piece of pieces) reader.read(Buffer.from(piece.toString("latin1"), "latin1"));
  reader.finish();
  return heard;
}

const head = (...lines: string[]) => `${["HTTP/1.1 200 OK", ...lines].join("\r\n")}\r\n\r\n`;
const chunked = (...chunks: string[]) =>
  `${head("Transfer-Encoding: chunked")}${chunks.join("\r\n")}\r\n\r\n`;
/** One answer, of which only this is told. */
const answer = (heard: Partial<Heard>) => [expect.objectContaining({ status: 200, ...heard })];

test.each<[string, string, Partial<Heard>, string?]>([
  ["a length", `${head("Content-Length: 5")}hello`, { body: "hello", keepsAlive: true }],
  ["a length of nothing", head("content-length: 0"), { body: "", keepsAlive: true }],
  ["chunks", chunked("5", "hello", "6;x=1", " world", "0"), { body: "hello world", keepsAlive: true }],
  ["chunks written in capitals", chunked("A", "0123456789", "00"), { body: "0123456789" }],
  ["trailers", chunked("1", "x", "0", "X-Sum: 1", "x-b:2 "), { trailers: ["X-Sum", "1", "x-b", "2"] }],
  ["what ends with the connection", `${head()}until the end`, { body: "until the end", keepsAlive: false }],
  ["a length and no more", `${head("Connection: x, close", "Content-Length: 2")}ok`, { keepsAlive: false }],
  ["an older version", "HTTP/1.0 200 OK\r\nContent-Length: 2\r\n\r\nok", { body: "ok", keepsAlive: false }],
  ["no reason", "HTTP/1.1 200\r\nContent-Length: 0\r\n\r\n", { message: "" }],
  ["an empty reason", "HTTP/1.1 200 \r\nContent-Length: 0\r\n\r\n", { message: "" }],
  [
    "early words",
    `HTTP/1.1 103 Early Hints\r\nlink: x\r\n\r\nHTTP/1.1 100 Continue\r\n\r\n${head("content-length: 1")}x`,
    { body: "x" },
  ],
  ["no body by its method", head("Content-Length: 5"), { body: "", keepsAlive: true }, "HEAD"],
  ["no chunks by its method", head("Transfer-Encoding: chunked"), { body: "", keepsAlive: true }, "HEAD"],
  [
    "bytes of the upper half",
    `${head("x: \xe9\xff", "content-length: 1")}\xff`,
    { headers: ["x", "\xe9\xff", "content-length", "1"], body: "\xff" },
  ],
])("an answer of %s is read alike however it is cut", (_title, bytes, expected, method) => {
  expect(read([bytes], method)).toEqual(answer(expected));
  expect(read([...bytes], method)).toEqual(answer(expected));
  for (let at = 1; at < bytes.length; at += 1)
    expect(read([bytes.slice(0, at), bytes.slice(at)], method)).toEqual(answer(expected));
});

test("204 and 304 have no body, whatever they say, and what says so anyway is not trusted with another request", () => {
  const bodiless = (status: number, ...lines: string[]) =>
    read([head(...lines).replace("200", String(status))]);
  expect(bodiless(204)).toMatchObject([{ status: 204, body: "", keepsAlive: true }]);
  expect(bodiless(304, "content-length: 7")).toMatchObject([{ status: 304, body: "", keepsAlive: true }]);
  expect(bodiless(204, "content-length: 7")).toMatchObject([{ status: 204, keepsAlive: false }]);
  expect(bodiless(204, "transfer-encoding: chunked")).toMatchObject([{ status: 204, keepsAlive: false }]);
});

const length = "Content-Length: 1";
test.each<[string, string]>([
  ["two lengths", `${head(length, length)}x`],
  ["two lengths in one", `${head("Content-Length: 1, 1")}x`],
  ["a length that is none", `${head("Content-Length: +1")}x`],
  ["a negative length", `${head("Content-Length: -1")}x`],
  ["a length in hexadecimal", `${head("Content-Length: 0x1")}x`],
  ["an empty length", head("Content-Length:")],
  ["a length too long", head(`Content-Length: ${"9".repeat(16)}`)],
  ["a length and chunks", `${head(length, "Transfer-Encoding: chunked")}0\r\n\r\n`],
  ["chunks and a length", `${head("Transfer-Encoding: chunked", length)}0\r\n\r\n`],
  ["chunks twice", head("Transfer-Encoding: chunked", "Transfer-Encoding: chunked")],
  ["chunks within something", head("Transfer-Encoding: gzip, chunked")],
  ["something within chunks", head("Transfer-Encoding: chunked, identity")],
  ["chunks in an older version", "HTTP/1.0 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"],
  ["a space before the colon", `${head("Content-Length : 1")}x`],
  ["a folded line", head("X: 1", " Content-Length: 1", length)],
  ["a line without a colon", head("nonsense", length)],
  ["a name that is empty", head(": 1", length)],
  ["a null byte", head("x: a\0b", length)],
  ["a carriage return alone", head("x: a\rContent-Length: 9", length)],
  ["line feeds alone", `HTTP/1.1 200 OK\n${length}\n\nx`],
  ["one line feed alone", `HTTP/1.1 200 OK\r\nx: 1\n${length}\r\n\r\nx`],
  ["a chunk of a negative size", chunked("-1", "x", "0")],
  ["a chunk of a size with a sign", chunked("+1", "x", "0")],
  ["a chunk of no size", chunked("", "x", "0")],
  ["a chunk of a size with a prefix", chunked("0x1", "x", "0")],
  ["a chunk too large to count", chunked("f".repeat(13), "x", "0")],
  ["a chunk longer than it says", chunked("1", "xy", "0")],
  ["a size that ends with a line feed alone", `${head("Transfer-Encoding: chunked")}1\nx\r\n0\r\n\r\n`],
  ["a chunk that ends with a line feed alone", `${head("Transfer-Encoding: chunked")}1\r\nx\n0\r\n\r\n`],
  ["an extension without an end", `${head("Transfer-Encoding: chunked")}1;${"x".repeat(1_100)}`],
  ["a folded trailer", chunked("0", "a: 1", " b: 2")],
  ["trailers without an end", `${head("Transfer-Encoding: chunked")}0\r\n${"a: 1\r\n".repeat(3_000)}`],
  ["another protocol", "HTTP/1.1 101 Switching Protocols\r\nupgrade: x\r\n\r\n"],
  ["early words without an end", "HTTP/1.1 103 Early Hints\r\n\r\n".repeat(17)],
  ["another version", `HTTP/2.0 200 OK\r\n${length}\r\n\r\nx`],
  ["a status too short", `HTTP/1.1 20 OK\r\n${length}\r\n\r\nx`],
  ["a status too low", `HTTP/1.1 020 OK\r\n${length}\r\n\r\nx`],
  ["another language", "SSH-2.0-OpenSSH_9.2\r\n\r\n"],
  ["an empty line first", `\r\n${head(length)}x`],
])("an answer with %s is refused however it is cut", (_title, bytes) => {
  expect(() => read([bytes])).toThrow(AnswerError);
  expect(() => read([...bytes])).toThrow(AnswerError);
});

test("headers are limited, with an end and without", () => {
  const large = `x: ${"y".repeat(1_000)}\r\n`.repeat(70);
  for (const bytes of [`HTTP/1.1 200 OK\r\n${large}\r\n`, `HTTP/1.1 200 OK\r\n${large}`])
    expect(() => read([bytes])).toThrow("ANSWER_HEADERS_TOO_LARGE");
});

test("what comes after an answer is nobody's: not with it, not later", () => {
  expect(read([`${head(length)}xHTTP/1.1 200 OK\r\n`])).toMatchObject([{ body: "x", keepsAlive: false }]);
  const reader = new AnswerReader();
  expect(() => reader.read(Buffer.from("HTTP/1.1 200 OK\r\n"))).toThrow(AnswerError);
});

test("an answer that is cut off has no end", () => {
  for (const bytes of [
    `${head("Content-Length: 5")}hell`,
    chunked("5", "hello").slice(0, -2),
    "HTTP/1.1 200 OK\r\n",
  ])
    expect(read([bytes])).toEqual([]);
});

test("any body in any chunks is read as it was sent, in any pieces, answer after answer", () => {
  const piece = fc.uint8Array({ minLength: 1, maxLength: 40 });
  const cuts = fc.array(fc.integer({ min: 1, max: 60 }), { minLength: 1, maxLength: 20 });
  fc.assert(
    fc.property(
      fc.array(fc.array(piece, { maxLength: 5 }), { minLength: 1, maxLength: 3 }),
      cuts,
      (bodies, sizes) => {
        const bytes = Buffer.concat(
          bodies.flatMap((chunks) => [
            Buffer.from(head("Transfer-Encoding: chunked")),
            ...chunks.map((chunk) =>
              Buffer.concat([Buffer.from(`${chunk.length.toString(16)}\r\n`), chunk, Buffer.from("\r\n")]),
            ),
            Buffer.from("0\r\n\r\n"),
          ]),
        );
        // One read ends with an answer: the next request is not sent before.
        const ends = bodies.map(
          (chunks) =>
            chunks.reduce((sum, { length: size }) => sum + size + size.toString(16).length + 4, 0) +
            head("Transfer-Encoding: chunked").length +
            5,
        );
        const pieces: Buffer[] = [];
        let [from, until] = [0, 0];
        for (const end of ends) {
          until += end;
          for (let turn = 0; from < until; turn += 1) {
            const to = Math.min(until, from + (sizes[turn % sizes.length] ?? 1));
            pieces.push(bytes.subarray(from, to));
            from = to;
          }
        }
        expect(read(pieces).map(({ body }) => body)).toEqual(
          bodies.map((chunks) => Buffer.concat(chunks).toString("latin1")),
        );
      },
    ),
  );
});
