import { describe, expect, test } from "vitest";
import { toProblem } from "#lib/domain/errors";
import { readRefusal } from "./rest";

describe("a refusal of REST", () => {
  test("with a sentence", () => {
    expect(toProblem(readRefusal(404, { detail: "Artifact not found" }))).toMatchObject({
      code: "not_found",
      detail: "Artifact not found",
    });
    expect(toProblem(readRefusal(401, { message: "Invalid API key" }))).toMatchObject({
      code: "unauthenticated",
      detail: "Invalid API key",
    });
  });

  test("with items, each at its path", () => {
    const item = {
      loc: ["query", "limit"],
      msg: "At most 100",
      path: "limit",
      message: "At most 100",
      code: "too_big",
    };
    expect(toProblem(readRefusal(422, { detail: [item] }))).toMatchObject({
      code: "invalid",
      detail: "At most 100",
      issues: [{ path: "limit", message: "At most 100", code: "too_big" }],
    });
  });

  test("with items beside the sentence", () => {
    const item = { path: "spec", message: "No image yet", code: "unbuilt" };
    const problem = toProblem(readRefusal(422, { detail: "Cannot lock", issues: [item] }));
    expect(problem).toMatchObject({ detail: "Cannot lock", issues: [item] });
  });

  test("that is no JSON of ours, such as a proxy's page", () => {
    expect(toProblem(readRefusal(502, null)).code).toBe("unavailable");
    expect(toProblem(readRefusal(503, "<html>")).code).toBe("unavailable");
    expect(toProblem(readRefusal(418, {})).code).toBe("bad_request");
  });
});
