import { createServer, type IncomingMessage } from "node:http";
import { describe, expect, test } from "vitest";
import { chooseClientAddress } from "#lib/domain/client-address";
import { chooseRequestId } from "#lib/log";
import { createFront, isApiPath } from "./front";
import { findFreePort } from "./ports";

describe("which paths REST answers", () => {
  test.each([
    "/api/v2/artifacts",
    "/api/v2/artifacts/?limit=1",
    "/version",
    "/version/",
    "/openapi.yaml",
    "/healthz",
    "/readyz",
  ])("%s", (path) => expect(isApiPath(path)).toBe(true));

  test.each([
    "/",
    "/repositories",
    "/apiary",
    "/versions",
    "/version-2",
    "/sign-in?next=/api/v2",
    "/_next/static/x.js",
  ])("not %s", (path) => expect(isApiPath(path)).toBe(false));
});

describe("the request id", () => {
  test("is the caller's own where it is one", () => {
    expect(chooseRequestId("build-7:3")).toBe("build-7:3");
  });

  test.each([undefined, "", "a b", "x\ny", "x".repeat(129), "<script>", ["a", "b"]])(
    "is a new one for %j",
    (sent) => {
      expect(chooseRequestId(sent)).toMatch(/^[0-9a-f-]{36}$/);
    },
  );
});

/** The address that a request with this header, sent from this machine, is taken to come from. */
async function addressOf(forwarded: string | undefined, behindProxy: boolean): Promise<string> {
  const port = await findFreePort();
  const server = createServer((request: IncomingMessage, response) => {
    response.end(chooseClientAddress(request, behindProxy));
  });
  await new Promise<void>((listening) => server.listen(port, "127.0.0.1", listening));
  const headers: Record<string, string> = forwarded === undefined ? {} : { "x-forwarded-for": forwarded };
  const answer = await fetch(`http://127.0.0.1:${port}/`, { headers });
  const address = await answer.text();
  server.close();
  return address;
}

describe("the client's address", () => {
  test("is the connection's, whatever the client says", async () => {
    expect(await addressOf("6.6.6.6", false)).toBe("127.0.0.1");
  });

  test("is what the proxy on this machine saw", async () => {
    expect(await addressOf("6.6.6.6, 9.9.9.9", true)).toBe("9.9.9.9");
    expect(await addressOf(undefined, true)).toBe("127.0.0.1");
  });
});

test("one port serves both, each with the request id", async () => {
  const port = await findFreePort();
  const front = createFront({
    handlePage: async (request, response) => {
      if (request.url === "/broken") throw new Error("broken");
      response.end(`page ${request.headers["x-request-id"]}`);
    },
    behindProxy: false,
  });
  const server = front((request, response) => response.end(`api ${request.headers["x-request-id"]}`));
  await new Promise<void>((listening) => server.listen(port, "127.0.0.1", listening));
  const get = (path: string) =>
    fetch(`http://127.0.0.1:${port}${path}`, { headers: { "x-request-id": "r-1" } });

  const [api, page, broken] = await Promise.all([
    get("/api/v2/artifacts"),
    get("/repositories"),
    get("/broken"),
  ]);
  expect(await api.text()).toBe("api r-1");
  expect(api.headers.get("x-request-id")).toBe("r-1");
  expect(await page.text()).toBe("page r-1");
  expect(page.headers.get("x-request-id")).toBe("r-1");
  expect(broken.status).toBe(500);
  server.close();
});
