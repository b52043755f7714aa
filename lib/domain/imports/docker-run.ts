import { readShellLine, type ShellToken, type ShellWord } from "#lib/domain/shell-words";
import { assemble } from "./assemble";
import { findLongFlag, isSwitch } from "./docker-flags";
import { readFlags } from "./docker-settings";
import { emptyContainer, type ImportedContainer, lastOfEach } from "./imported-container";
import { interpolate } from "./interpolate";
import { type ImportOutcome, type InputPlace, Ledger } from "./ledger";

const engines = /^(docker|podman|nerdctl)(\.exe)?$/;

/** One `docker run` line, or several: each is a container of the artifact. */
export function importDockerRun(text: string): ImportOutcome {
  const { tokens, problem } = readShellLine(text);
  if (problem) return { ok: false, ...problem };
  const ledger = new Ledger();
  const containers: ImportedContainer[] = [];
  let carried = 0;
  for (const command of splitCommands(tokens)) {
    const run = findRun(command, ledger);
    const read = run && readRun(run, ledger);
    if (!read) loseCommand(command, ledger);
    else {
      containers.push(read.container);
      carried += read.carried;
    }
  }
  const [first] = containers;
  if (!first) {
    const line = tokens.find((token) => token.kind === "word")?.line ?? null;
    return { ok: false, message: "There is no docker run with an image in this", line };
  }
  const document = assemble(first.name, containers, ledger);
  return { ok: true, document, carried, lost: ledger.inOrder(), notes: ledger.notes, choices: [], choice: 0 };
}

interface Command {
  words: ShellWord[];
  /** `&&`, `|` and the like before it. */
  operator: string;
}

function splitCommands(tokens: readonly ShellToken[]): Command[] {
  const commands: Command[] = [{ words: [], operator: "" }];
  for (const token of tokens) {
    if (token.kind === "word") commands.at(-1)?.words.push(token);
    else if (token.kind !== "comment")
      commands.push({ words: [], operator: token.kind === "operator" ? token.text : "" });
  }
  return commands.filter(({ words }) => words.length > 0);
}

function loseCommand({ words, operator }: Command, ledger: Ledger): void {
  const what = [operator, ...words.map((word) => word.text)].filter(Boolean).join(" ");
  const place = { where: words[0]?.text ?? "", line: words[0]?.line ?? null };
  ledger.lose(place, what, "Only docker run lines are read");
}

/** The words after `run`; null where there is none. A prompt, `sudo` and the engine's own options may stand before. */
function findRun({ words, operator }: Command, ledger: Ledger): ShellWord[] | null {
  if (operator !== "" && !/^(&&|;)$/.test(operator)) return null;
  const engine = words.findIndex((word) => engines.test(word.text.split("/").pop() ?? ""));
  const run = words.findIndex((word, at) => at > engine && /^(run|create)$/.test(word.text));
  if (engine === -1 || run === -1) return null;
  for (const word of [...words.slice(0, engine), ...words.slice(engine + 1, run)]) {
    if (!/^([$#]|sudo|container)$/.test(word.text))
      ledger.lose(placeOf(word), word.text, "It says how the command is run by hand");
  }
  return words.slice(run + 1);
}

function placeOf(word: ShellWord, where = word.text): InputPlace {
  return { where, line: word.line };
}

/** A flag with its value, as written in one of the ways there are. */
export interface Flag extends InputPlace {
  flag: string;
  value: string;
}

function readRun(
  words: ShellWord[],
  ledger: Ledger,
): { container: ImportedContainer; carried: number } | null {
  const rest = words.map((word) => ({ ...word, text: withDefaults(word, ledger) }));
  const flags: Flag[] = [];
  while (rest[0]?.text.startsWith("-")) {
    const word = rest.shift();
    if (!word || word.text === "--") break;
    flags.push(...(word.text.startsWith("--") ? [readLong(word, rest)] : readShort(word, rest)));
  }
  const image = rest.shift();
  if (!image) return null;
  const container = emptyContainer(imageName(image.text), placeOf(image));
  container.image = image.text;
  const used = readFlags(flags, container, ledger);
  container.variables = lastOfEach(container.variables, ledger);
  return { container, carried: used + 1 + readArguments(rest, container, ledger) };
}

/** What a shell would have replaced: `${A:-b}` by its default; everything else stays and is said. */
function withDefaults(word: ShellWord, ledger: Ledger): string {
  const variables = word.expansions.filter((one) => one.startsWith("$") && !one.startsWith("$("));
  for (const one of word.expansions) {
    if (/^(\$\(|`)/.test(one))
      ledger.lose(placeOf(word), one, "It is the output of a command that is not run here");
  }
  return variables.reduce(
    (text, one) => text.replace(one, () => interpolate(one, placeOf(word), ledger)),
    word.text,
  );
}

function readLong(word: ShellWord, rest: ShellWord[]): Flag {
  const at = word.text.indexOf("=");
  const flag = at === -1 ? word.text : word.text.slice(0, at);
  if (at !== -1) return { ...placeOf(word), flag, value: word.text.slice(at + 1) };
  if (isSwitch(flag)) return { ...placeOf(word), flag, value: "true" };
  const value = rest.shift()?.text ?? "";
  return { ...placeOf(word, `${flag} ${value}`), flag, value };
}

/** `-it`, `-p 80:80`, `-p80:80`, `-dp 80:80`. */
function readShort(word: ShellWord, rest: ShellWord[]): Flag[] {
  const flags: Flag[] = [];
  for (let at = 1; at < word.text.length; at += 1) {
    const letter = word.text.charAt(at);
    const flag = findLongFlag(letter) ?? `-${letter}`;
    if (isSwitch(flag)) {
      flags.push({ ...placeOf(word, `-${letter}`), flag, value: "true" });
      continue;
    }
    const glued = word.text.slice(at + 1).replace(/^=/, "");
    const value = glued || (rest.shift()?.text ?? "");
    return [...flags, { ...placeOf(word, `-${letter} ${value}`), flag, value }];
  }
  return flags;
}

/** The last part of an image's name: `registry.example/team/api:1.2` → `api`. */
function imageName(image: string): string {
  return image.replace(/@.*$/, "").split("/").pop()?.replace(/:.*$/, "") ?? "";
}

function readArguments(rest: ShellWord[], container: ImportedContainer, ledger: Ledger): number {
  const [first] = rest;
  if (!first) return 0;
  const args = rest.map((word) => word.text);
  if (container.entrypoint === null) {
    if (first.text.startsWith("-")) {
      ledger.lose(placeOf(first), args.join(" "), argumentsOnly);
      return 0;
    }
    ledger.note(commandReplaces(container.name));
  }
  container.entrypoint = [...(container.entrypoint ?? []), ...args];
  return rest.length;
}

export const argumentsOnly =
  "These are arguments of the image's own command, which is not known here: write the whole command as the entrypoint";

export function commandReplaces(name: string): string {
  return `The command of ${name} is now the whole command: an entrypoint of the image is not run before it`;
}
