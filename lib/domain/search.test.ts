import { describe, expect, test } from "vitest";
import { rankHits, readSearchTerm, type SearchHit } from "./search";

const hit = (fields: Partial<SearchHit>): SearchHit => ({
  kind: "artifact",
  id: "68b0c1d2e3f4a5b6c7d8e9f0",
  name: "web",
  detail: "",
  version: null,
  status: "draft",
  repositoryName: null,
  tag: null,
  specDigest: null,
  updatedAt: null,
  ...fields,
});

describe("what a term may mean", () => {
  test("words, in one case and with single spaces", () => {
    expect(readSearchTerm("  Claims   AGENT ")).toMatchObject({
      text: "claims agent",
      words: ["claims", "agent"],
    });
    expect(readSearchTerm(" ").words).toEqual([]);
  });

  test("an id or its beginning", () => {
    expect(readSearchTerm("68b0c1").id).toBe("68b0c1");
    expect(readSearchTerm("68b0c").id).toBeNull();
    expect(readSearchTerm("claims").id).toBeNull();
  });

  test("a digest, whole, begun or in its short form", () => {
    expect(readSearchTerm("sha256:9f2c01").digest).toEqual({ start: "9f2c01", end: "" });
    expect(readSearchTerm("9f2c…a71e").digest).toEqual({ start: "9f2c", end: "a71e" });
    expect(readSearchTerm("9f2c").digest).toBeNull();
  });

  test("a version of something", () => {
    expect(readSearchTerm("claims v14").version).toEqual({ text: "claims", number: 14 });
    expect(readSearchTerm("claims-agent 14").version).toEqual({ text: "claims-agent", number: 14 });
    expect(readSearchTerm("v14").version).toBeNull();
    expect(readSearchTerm("claims v1x").version).toBeNull();
  });
});

describe("the order of what was found", () => {
  const order = (q: string, hits: SearchHit[]) =>
    rankHits(readSearchTerm(q), hits, 10).map(({ name }) => name);

  test("id, name, beginning, word, part, tag, anything else", () => {
    const id = "aaaaaaaaaaaaaaaaaaaaaaaa";
    const names = ["else", "oxclaims", "my-claims", "claims-agent", "claims"];
    const hits = names.map((name, index) => hit({ name, id: String(index) }));
    const tagged = hit({ name: "tagged", id: "t", tag: "team=claims" });
    expect(order("claims", [...hits, tagged])).toEqual([
      "claims",
      "claims-agent",
      "my-claims",
      "oxclaims",
      "tagged",
      "else",
    ]);
    expect(order(id, [hit({ name: id, id: "x" }), hit({ name: "by id", id })])).toEqual(["by id", id]);
  });

  test("the version asked for comes first, by its own name or its repository's", () => {
    const hits = [
      hit({ name: "claims 14", id: "1" }),
      hit({ name: "something", id: "2", version: 14, repositoryName: "claims" }),
      hit({ name: "claims", id: "3", version: 13 }),
    ];
    expect(order("claims 14", hits)[0]).toBe("something");
  });

  test("each once, the last changed first among equals", () => {
    const older = hit({ id: "1", name: "claims-a", updatedAt: new Date(1) });
    const newer = hit({ id: "2", name: "claims-b", updatedAt: new Date(2) });
    expect(order("claims", [older, newer, older])).toEqual(["claims-b", "claims-a"]);
    expect(rankHits(readSearchTerm("claims"), [older, newer], 1)).toHaveLength(1);
  });
});
