import { createHash } from "node:crypto";
import { type BuildRequest, type BuildStep, EngineError } from "#lib/engines/engine";
import { type Instruction, parseDockerfile, readContext } from "./dockerfile";
import { runShell } from "./shell";

const keywords = new Set(
  "FROM RUN COPY ADD ENV ARG WORKDIR USER EXPOSE LABEL CMD ENTRYPOINT VOLUME STOPSIGNAL HEALTHCHECK SHELL".split(
    " ",
  ),
);

export interface FakeConfiguration {
  user: string | null;
  exposedPorts: string[];
  entrypoint: string[];
  command: string[];
  environmentNames: string[];
}

export const emptyConfiguration: FakeConfiguration = {
  user: null,
  exposedPorts: [],
  entrypoint: [],
  command: [],
  environmentNames: [],
};

export interface StepResult {
  id: string;
  configuration: FakeConfiguration;
}

export interface FakeStore {
  /** Results of steps, by what they were made from. */
  cache: Map<string, StepResult>;
  findBase(name: string): StepResult | null;
}

export const hash = (...parts: string[]) => createHash("sha256").update(parts.join("\0")).digest("hex");

/** Reads a Dockerfile as an engine would, with a shell that knows a handful of commands. */
export async function runFakeBuild(
  store: FakeStore,
  request: BuildRequest,
  signal: AbortSignal,
): Promise<StepResult> {
  const files = await readContext(request.context);
  const source = files.get(request.dockerfile);
  if (source === undefined)
    throw new EngineError("rejected", `Cannot locate specified Dockerfile: ${request.dockerfile}`);
  const instructions = parseDockerfile(source);
  const unknown = instructions.find(({ keyword }) => !keywords.has(keyword));
  if (unknown !== undefined) throw new EngineError("rejected", `unknown instruction: ${unknown.keyword}`);
  let result: StepResult = { id: hash("scratch"), configuration: emptyConfiguration };
  for (const [index, instruction] of instructions.entries()) {
    const step = { number: index + 1, of: instructions.length, instruction: instruction.line };
    await request.onEvent({ kind: "step", ...step });
    result = await runStep({ store, request, files, signal }, step, instruction, result);
    await request.onEvent({ kind: "image", id: result.id.slice(0, 12) });
  }
  return result;
}

interface BuildScene {
  store: FakeStore;
  request: BuildRequest;
  files: Map<string, string>;
  signal: AbortSignal;
}

async function runStep(
  scene: BuildScene,
  step: BuildStep,
  instruction: Instruction,
  before: StepResult,
): Promise<StepResult> {
  const { store, request } = scene;
  if (instruction.keyword === "FROM") return findBase(store, step, instruction);
  const copied = instruction.keyword === "COPY" ? readCopied(scene, step, instruction) : "";
  const key = hash(before.id, instruction.line, copied);
  const known = store.cache.get(key);
  if (known !== undefined) {
    await request.onEvent({ kind: "cached" });
    return known;
  }
  if (instruction.keyword === "RUN") await runCommand(scene, step, instruction.argument);
  const result = { id: key, configuration: configure(before.configuration, instruction) };
  store.cache.set(key, result);
  return result;
}

function findBase(store: FakeStore, step: BuildStep, { argument }: Instruction): StepResult {
  const base = store.findBase(argument.split(" ")[0] ?? "");
  if (base === null) throw new EngineError("rejected", `there is no image ${argument}`, { step });
  return base;
}

function readCopied({ files }: BuildScene, step: BuildStep, { argument }: Instruction): string {
  const [source = ""] = argument.split(" ").filter((word) => !word.startsWith("--"));
  if (argument.includes("--from=") || source === ".") return JSON.stringify([...files]);
  const content = files.get(source);
  if (content === undefined)
    throw new EngineError("rejected", `COPY failed: ${source} is not in the context`, { step });
  return content;
}

async function runCommand({ request, signal }: BuildScene, step: BuildStep, script: string): Promise<void> {
  const write = (text: string, stream: "stdout" | "stderr") =>
    request.onEvent({ kind: "output", text, stream });
  const exitCode = await runShell(script, { write, signal });
  if (exitCode === 0) return;
  const message = `The command '/bin/sh -c ${script}' returned a non-zero code: ${exitCode}`;
  throw new EngineError("rejected", message, { step, exitCode });
}

function configure(before: FakeConfiguration, { keyword, argument }: Instruction): FakeConfiguration {
  const list = () => argument.split(/[[\]",\s]+/).filter((word) => word !== "");
  if (keyword === "USER") return { ...before, user: argument };
  if (keyword === "EXPOSE")
    return { ...before, exposedPorts: list().map((port) => (port.includes("/") ? port : `${port}/tcp`)) };
  if (keyword === "ENTRYPOINT") return { ...before, entrypoint: list() };
  if (keyword === "CMD") return { ...before, command: list() };
  if (keyword === "ENV")
    return { ...before, environmentNames: [...before.environmentNames, argument.split(/[=\s]/)[0] ?? ""] };
  return before;
}
