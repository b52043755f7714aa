import { z } from "zod";
import { artifactStatus } from "./artifacts";
import { wholeNumber } from "./paging";

export const searchQuery = z.object({
  q: z.string().trim().max(100, "At most 100 characters").default(""),
  limit: wholeNumber(1, 50, 20),
});

/** Something found, with what a line about it says. */
export const searchHit = z.object({
  kind: z.enum(["repository", "artifact", "workload", "group", "person"]),
  id: z.string(),
  name: z.string(),
  /** The beginning of the description; of a person the e-mail address. */
  detail: z.string(),
  version: z.int().nullable(),
  status: artifactStatus.nullable(),
  /** Where an artifact belongs, if the searcher sees that too. */
  repositoryName: z.string().nullable(),
  /** `name=value` of the tag that was found. */
  tag: z.string().nullable(),
  specDigest: z.string().nullable(),
  updatedAt: z.date().nullable(),
});
export type SearchHit = z.infer<typeof searchHit>;

export interface SearchTerm {
  /** In lower case, with single spaces. */
  text: string;
  /** Of names and descriptions: without the version, which hardly any name has in it. */
  words: string[];
  /** An id or its beginning. */
  id: string | null;
  /** A digest's beginning, and its end where it was copied in its short form `9f2c…a71e`. */
  digest: { start: string; end: string } | null;
  /** "claims v14" and "claims 14": a version of what has that name. */
  version: { text: string; number: number } | null;
}

export function readSearchTerm(q: string): SearchTerm {
  const text = q.trim().toLowerCase().replace(/\s+/g, " ");
  const version = /^(.+) v?(\d{1,6})$/.exec(text);
  const digest = /^(?:sha256:)?([0-9a-f]{4})…([0-9a-f]{4})$|^(?:sha256:)?([0-9a-f]{6,64})$/.exec(text);
  return {
    text,
    words: text === "" ? [] : text.replace(/ v\d{1,6}$/, "").split(" "),
    id: /^[0-9a-f]{6,24}$/.test(text) ? text : null,
    digest: digest && { start: digest[1] ?? digest[3] ?? "", end: digest[2] ?? "" },
    version: version && { text: version[1] ?? "", number: Number(version[2]) },
  };
}

/** The best first, each once; among equally good ones the last changed, and a repository before what is in it. */
export function rankHits(term: SearchTerm, hits: readonly SearchHit[], limit: number): SearchHit[] {
  const distinct = new Map<string, SearchHit>();
  for (const hit of hits) {
    const key = `${hit.kind} ${hit.id}`;
    if (!distinct.get(key)?.tag) distinct.set(key, hit);
  }
  const ranked = [...distinct.values()].map((hit) => ({ hit, rank: rankOf(term, hit) }));
  ranked.sort((a, b) => a.rank - b.rank || timeOf(b.hit) - timeOf(a.hit) || kindOf(a.hit) - kindOf(b.hit));
  return ranked.slice(0, limit).map(({ hit }) => hit);
}

const timeOf = ({ updatedAt }: SearchHit) => updatedAt?.getTime() ?? 0;
const kindOf = ({ kind }: SearchHit) => searchHit.shape.kind.options.indexOf(kind);

/** Exact id, then the version asked for, then names: equal, beginning, word, part; then all that is not the name. */
function rankOf(term: SearchTerm, hit: SearchHit): number {
  if (hit.id === term.text || hit.specDigest === term.text) return 0;
  const { version } = term;
  if (version && hit.kind === "artifact" && hit.version === version.number) {
    const rank = Math.min(nameRank(version.text, hit.repositoryName ?? ""), nameRank(version.text, hit.name));
    if (rank < noName) return 1 + rank / 10;
  }
  const name = nameRank(term.text, hit.name);
  if (name < noName) return 2 + name;
  if (hit.tag !== null) return 7;
  if (term.id !== null && hit.id.startsWith(term.id)) return 8;
  return 9;
}

const noName = 4;

function nameRank(text: string, name: string): number {
  const own = name.toLowerCase();
  if (own === text) return 0;
  if (own.startsWith(text)) return 1;
  const words = text.split(" ");
  const beginnings = own.split(/[^\p{L}\p{N}]+/u);
  if (words.every((word) => beginnings.some((one) => one.startsWith(word)))) return 2;
  return words.every((word) => own.includes(word)) ? 3 : noName;
}
