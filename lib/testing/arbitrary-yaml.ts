import fc from "fast-check";
import type { DocumentPath } from "#lib/client/document-places";

/** One line of a text and the entry it belongs to; null for what belongs to the document. */
export interface OwnedLine {
  text: string;
  owner: DocumentPath | null;
}

/**
 * YAML as people write it: comments with a number of their own above, behind and below, blank lines, flow in one line
 * and over several, quotes of both kinds, blocks of text, lists as deep as their key or deeper.
 */
export const arbitraryYaml: fc.Arbitrary<OwnedLine[]> = fc
  .tuple(fc.array(fc.nat(99), { maxLength: 300, size: "max" }), fc.boolean())
  .map(([choices, deepLists]) => new Writer(choices.values(), deepLists).write());

const keys = ["name", "port", "path", "value", "image", "a", "b", "c"];
const plain = [
  "web",
  "8080",
  "true",
  "a b",
  "null",
  "/healthz",
  "registry.example/app:1.4",
  "'it''s'",
  '"no"',
  "~",
];
const quoted = ['"x # y"', "'a: b'", '"\\u00e9"'];

class Writer {
  private readonly lines: OwnedLine[] = [];
  private comments = 0;

  constructor(
    private readonly choices: Iterator<number>,
    private readonly deepLists: boolean,
  ) {}

  /** Without choices left everything is as plain as can be. */
  private next(): number {
    const { value, done } = this.choices.next();
    return done ? 99 : value;
  }

  write(): OwnedLine[] {
    if (this.chance(30)) this.add(this.comment(), null);
    if (this.chance(30)) this.add("", null);
    if (this.chance(20)) this.writeList([], 0, 0);
    else this.writeMap([], 0, 0);
    if (this.chance(20)) this.add(this.comment(), null);
    return this.lines;
  }

  private chance(percent: number): boolean {
    return this.next() < percent;
  }

  private pick(texts: readonly string[]): string {
    return texts[this.next() % texts.length] ?? "";
  }

  private comment(): string {
    this.comments += 1;
    return `# c${this.comments}${this.chance(10) ? ": {no, - map" : ""}`;
  }

  private add(text: string, owner: DocumentPath | null): void {
    this.lines.push({ text, owner });
  }

  private trailing(): string {
    return this.chance(40) ? `${this.pick([" ", "   "])}${this.comment()}` : "";
  }

  private writeMap(path: DocumentPath, column: number, depth: number, head = ""): void {
    const count = 1 + (this.next() % 4);
    const start = this.next();
    for (let index = 0; index < count; index += 1) {
      const key = keys[(start + index) % keys.length] ?? "";
      const own = [...path, key];
      const first = index === 0 ? head : "";
      if (first === "") this.writeAbove(own, column, index > 0 || depth > 0);
      const name = this.chance(10) ? `"${key}"` : key;
      const indent = first === "" ? " ".repeat(column) : first;
      this.writeValue(own, `${indent}${name}:`, column, column + 2, depth + 1, this.deepLists ? 2 : 0);
    }
  }

  private writeList(path: DocumentPath, column: number, depth: number): void {
    const count = 1 + (this.next() % 3);
    for (let index = 0; index < count; index += 1) {
      const own = [...path, index];
      this.writeAbove(own, column, index > 0 || depth > 0);
      const dash = `${" ".repeat(column)}-`;
      if (depth < 3 && this.chance(50)) this.writeMap(own, column + 2, depth + 1, `${dash} `);
      else this.writeValue(own, dash, column, column + 2, 3, 2);
    }
  }

  /** Blank lines, comments between the entries, and comments of what follows. */
  private writeAbove(own: DocumentPath, column: number, isOwned: boolean): void {
    const indent = " ".repeat(column);
    if (this.chance(10)) this.add("", null);
    if (this.chance(10)) {
      this.add(indent + this.comment(), [...own.slice(0, -1), "#"]);
      this.add("", null);
    }
    if (isOwned && this.chance(25)) this.add(indent + this.comment(), own);
  }

  private writeValue(
    own: DocumentPath,
    head: string,
    column: number,
    deeper: number,
    depth: number,
    listStep: number,
  ): void {
    const choice = this.next();
    const below = this.chance(8);
    if (depth < 3 && choice < 25) {
      this.add(head + this.trailing(), own);
      this.writeMap(own, deeper, depth);
    } else if (depth < 3 && choice < 45) {
      this.add(head + this.trailing(), own);
      this.writeList(own, column + listStep, depth);
    } else if (choice < 55) {
      this.add(`${head} ${this.flow(2)}${this.trailing()}`, own);
    } else if (choice < 62) {
      this.writeLongFlow(own, head, column);
    } else if (choice < 70) {
      this.add(`${head} ${this.pick(["|", ">-", ">", "|-"])}${this.trailing()}`, own);
      this.add(`${" ".repeat(deeper)}line # no comment`, own);
      this.add(`${" ".repeat(deeper)}  more`, own);
    } else if (choice < 74) {
      this.add(head + this.trailing(), own);
    } else {
      this.add(`${head} ${this.pick([...plain, ...quoted])}${this.trailing()}`, own);
    }
    // Below a map or a list it would be of its last entry, below a block of text a part of it.
    if (below && (depth >= 3 || choice >= 45) && (choice < 62 || choice >= 70))
      this.add(`${" ".repeat(column + 4)}${this.comment()}`, own);
  }

  private flow(depth: number): string {
    const choice = depth > 0 ? this.next() : 99;
    const count = this.next() % 4;
    if (choice < 30) return `[${Array.from({ length: count }, () => this.flow(depth - 1)).join(", ")}]`;
    if (choice < 60) {
      const pairs = keys.slice(0, count).map((key) => `${key}: ${this.flow(depth - 1)}`);
      return this.chance(50) ? `{ ${pairs.join(", ")} }` : `{${pairs.join(",  ")}}`;
    }
    return this.pick([...plain, ...quoted]);
  }

  private writeLongFlow(own: DocumentPath, head: string, column: number): void {
    const isMap = this.chance(50);
    const count = 1 + (this.next() % 3);
    const opening = this.trailing();
    this.add(`${head} ${isMap ? "{" : "["}${opening}`, opening === "" ? own : [...own, "#"]);
    for (let index = 0; index < count; index += 1) {
      const key = keys[index] ?? "";
      const item = [...own, isMap ? key : index];
      const indent = " ".repeat(column + 2);
      if (this.chance(30)) this.add(indent + this.comment(), item);
      const comma = index < count - 1 || this.chance(30) ? "," : "";
      const value = `${isMap ? `${key}: ` : ""}${this.flow(1)}${comma}`;
      this.add(`${indent}${value}${this.trailing()}`, item);
    }
    this.add(`${" ".repeat(column + 1)}${isMap ? "}" : "]"}${this.trailing()}`, own);
  }
}
