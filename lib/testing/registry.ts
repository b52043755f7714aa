import { spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { findFreePort } from "#lib/start/ports";

export interface TestRegistry {
  /** As image references name it: host and port. */
  host: string;
  url: string;
  stop(): Promise<void>;
}

/** Of a registry that asks for them. */
export const registryLogin = { username: "plimsoll", password: "a password only tests know" };
/** The same as `htpasswd -B` writes them. */
const passwordLine = "plimsoll:$2y$05$abcdefghijklmnopqrstuuWP4oa6PTyAvI.Ga.8WeGnnRvV8ApfE.\n";

/** Debian's docker-registry on a free port of this machine; it ends with the test that started it. */
export async function startTestRegistry({ login = false } = {}): Promise<TestRegistry> {
  const folder = mkdtempSync(join(tmpdir(), "plimsoll-registry-"));
  const host = `127.0.0.1:${await findFreePort()}`;
  const passwords = join(folder, "htpasswd");
  writeFileSync(passwords, passwordLine);
  const configuration = {
    version: 0.1,
    log: { level: "error" },
    storage: { filesystem: { rootdirectory: join(folder, "data") }, delete: { enabled: true } },
    http: { addr: host },
    ...(login ? { auth: { htpasswd: { realm: "plimsoll", path: passwords } } } : {}),
  };
  const file = join(folder, "config.yml");
  // JSON is YAML.
  writeFileSync(file, JSON.stringify(configuration));
  const child = spawn("docker-registry", ["serve", file], { stdio: "ignore" });
  const exited = new Promise<void>((done) => child.once("exit", () => done()));
  const end = () => void child.kill("SIGKILL");
  process.once("exit", end);
  const url = `http://${host}`;
  const deadline = Date.now() + 10_000;
  while (!(await fetch(`${url}/v2/`).catch(() => null))) {
    if (Date.now() > deadline) throw new Error("docker-registry does not answer");
    await delay(30);
  }
  return {
    host,
    url,
    async stop() {
      child.kill("SIGTERM");
      await exited;
      process.off("exit", end);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
