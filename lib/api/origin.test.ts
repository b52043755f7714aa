import { describe, expect, test } from "vitest";
import { findBase } from "#lib/domain/public-base";
import { isFromOwnPage } from "./origin";

describe("what absolute links start with", () => {
  test.each([
    [{ host: "plimsoll.test:3000" }, undefined, "http://plimsoll.test:3000"],
    [{ host: "[::1]:3000" }, undefined, "http://[::1]:3000"],
    [
      { host: "inner", "x-forwarded-proto": "https", "x-forwarded-host": "outer.test" },
      undefined,
      "https://outer.test",
    ],
    [
      { host: "inner", "x-forwarded-proto": "HTTPS, http", "x-forwarded-host": "a.test, b" },
      undefined,
      "https://a.test",
    ],
    [{ host: "inner", "x-forwarded-proto": "javascript" }, undefined, "http://inner"],
    [
      { host: "inner", "x-forwarded-host": "outer" },
      "https://public.test/plimsoll",
      "https://public.test/plimsoll",
    ],
    [{ host: "inner", "x-forwarded-host": "{" }, undefined, "http://inner"],
    [{ host: "a.test/path?<script>" }, undefined, null],
    [{}, undefined, null],
  ])("%j with PUBLIC_URL %j: %j", (headers, publicUrl, base) => {
    expect(findBase(headers, publicUrl)).toBe(base);
  });
});

describe("whose page a browser's request comes from", () => {
  const base = "https://plimsoll.test";
  test.each([
    ["POST", { "sec-fetch-site": "same-origin" }, true],
    ["GET", { "sec-fetch-site": "none" }, true],
    ["HEAD", { "sec-fetch-site": "none" }, true],
    ["POST", { "sec-fetch-site": "none" }, false],
    ["GET", { "sec-fetch-site": "cross-site" }, false],
    ["GET", { "sec-fetch-site": "same-site" }, false],
    ["GET", { "sec-fetch-site": "same-site", origin: "https://plimsoll.test" }, false],
    ["POST", { origin: "https://plimsoll.test" }, true],
    ["POST", { origin: "https://evil.test" }, false],
    ["POST", { origin: "https://plimsoll.test.evil.test" }, false],
    ["POST", { origin: "http://plimsoll.test" }, false],
    ["POST", { origin: "null" }, false],
    ["GET", {}, false],
  ])("%s %j: ours %j", (method, headers, own) => {
    expect(isFromOwnPage(method, headers, base)).toBe(own);
  });

  test("without a host there is no page of our own, and a path in PUBLIC_URL is no part of the origin", () => {
    expect(isFromOwnPage("POST", { origin: "https://plimsoll.test" }, null)).toBe(false);
    expect(isFromOwnPage("POST", { origin: base }, `${base}/below`)).toBe(true);
  });
});
