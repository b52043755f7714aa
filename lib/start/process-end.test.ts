import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { text } from "node:stream/consumers";
import { expect, test } from "vitest";

/** A process of ours that would run for ever; `begin` is where it begins to heed what is asked of it. */
function run(begin: string): ChildProcess {
  const script = `import { endWhenAsked } from "#lib/start/process-end";
    setInterval(() => undefined, 1000);
    const heed = () => endWhenAsked(async () => void process.stdout.write("stopped"));
    ${begin}`;
  const command = ["--import", "tsx", "--input-type=module", "--eval", script];
  return spawn(process.execPath, command, {
    stdio: ["ignore", "pipe", "inherit", "ipc"],
    env: { ...process.env, LOG_LEVEL: "silent" },
  });
}

async function readEnd(child: ChildProcess): Promise<unknown> {
  if (child.stdout === null) throw new Error("It has no output");
  const [said, [code]] = await Promise.all([text(child.stdout), once(child, "exit")]);
  return { said, code };
}

const ended = { said: "stopped", code: 0 };

test("a process ends once when it is asked to, however often", async () => {
  const child = run(`heed(); process.send("ready");`);
  await once(child, "message");
  child.kill("SIGTERM");
  child.kill("SIGINT");
  expect(await readEnd(child)).toEqual(ended);
});

test("a process ends with its supervisor, also if that was gone before it was ready", async () => {
  const ready = run(`heed(); process.send("ready");`);
  await once(ready, "message");
  ready.disconnect();
  expect(await readEnd(ready)).toEqual(ended);
  const starting = run(`process.once("disconnect", () => setTimeout(heed, 10)); process.send("starting");`);
  await once(starting, "message");
  starting.disconnect();
  expect(await readEnd(starting)).toEqual(ended);
});
