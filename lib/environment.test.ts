import { describe, expect, test } from "vitest";
import { parseEnvironment, serverEnvironment, supervisorEnvironment } from "./environment";

const needed = { DATABASE_URL: "postgresql://user@127.0.0.1:5432/plimsoll", PLIMSOLL_SECRET: "s".repeat(32) };

describe("the environment", () => {
  test("has defaults for all but the database and the secret", () => {
    expect(parseEnvironment(serverEnvironment, needed)).toMatchObject({
      HOST: "127.0.0.1",
      PORT: 3000,
      LOG_LEVEL: "info",
    });
  });

  test("is frozen and holds nothing that is not Plimsoll's", () => {
    const env = parseEnvironment(serverEnvironment, { ...needed, PATH: "/bin" });
    expect(Object.isFrozen(env)).toBe(true);
    expect(env).not.toHaveProperty("PATH");
  });

  test("takes an empty variable for one that is not set", () => {
    expect(parseEnvironment(supervisorEnvironment, { DATABASE_URL: "", PORT: "" })).toMatchObject({
      PORT: 3000,
    });
  });

  test("reads lists of hosts", () => {
    const REGISTRY_ALLOW = "ghcr.io, *.example.com:5000";
    expect(parseEnvironment(serverEnvironment, { ...needed, REGISTRY_ALLOW }).REGISTRY_ALLOW).toEqual([
      "ghcr.io",
      "*.example.com:5000",
    ]);
  });

  test("drops the slash that would double in links", () => {
    expect(
      parseEnvironment(serverEnvironment, { ...needed, PUBLIC_URL: "https://a.example/" }).PUBLIC_URL,
    ).toBe("https://a.example");
  });

  test.each([
    ["DATABASE_URL", "mysql://x"],
    ["PLIMSOLL_SECRET", "short"],
    ["PORT", "http"],
    ["REGISTRY_URL", "registry.example"],
    ["REGISTRY_ALLOW", "https://registry.example"],
    ["PORT", "70000"],
    ["LOG_LEVEL", "loud"],
    ["PUBLIC_URL", "ftp://a.example"],
    ["PLIMSOLL_ADMIN_EMAIL", "me"],
  ])("names %s when it is %s", (name, value) => {
    expect(() => parseEnvironment(serverEnvironment, { ...needed, [name]: value })).toThrow(name);
  });

  test("says what is not set, all at once", () => {
    const parse = () => parseEnvironment(serverEnvironment, {});
    expect(parse).toThrow(/DATABASE_URL .*\(it is not set\)\nPLIMSOLL_SECRET .*\(it is not set\)/);
  });
});
