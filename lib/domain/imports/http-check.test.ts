import { expect, test } from "vitest";
import { findHttpCheck, wordsOfCheck } from "./http-check";

const check = (script: string) => findHttpCheck(wordsOfCheck(script) ?? []);

test.each([
  ["curl -f http://localhost:3000/health || exit 1", { path: "/health", port: 3000, scheme: "HTTP" }],
  ["curl -fsS -o /dev/null https://127.0.0.1/", { path: "/", port: 443, scheme: "HTTPS" }],
  ["wget -qO- http://[::1]:8080/healthz?full=1", { path: "/healthz?full=1", port: 8080, scheme: "HTTP" }],
  ["/usr/bin/wget --no-verbose --tries-are-not --spider http://localhost", null],
  ["wget --quiet --spider localhost:9000/up", { path: "/up", port: 9000, scheme: "HTTP" }],
  ["sh -c 'curl --fail http://0.0.0.0:80/'", { path: "/", port: 80, scheme: "HTTP" }],
  [
    "curl -H 'X-A: 1' http://localhost:1/a",
    { path: "/a", port: 1, scheme: "HTTP", httpHeaders: { "X-A": "1" } },
  ],
  ["curl -X POST http://localhost/", null],
  ["curl -d a=b http://localhost/", null],
  ["curl http://database:8080/", null],
  ["curl http://localhost/a http://localhost/b", null],
  ["curl http://localhost:$PORT/", null],
  ["curl http://localhost/ | grep ok", null],
  ["pg_isready", null],
  ["", null],
])("%s", (script, expected) => expect(check(script)).toEqual(expected));
