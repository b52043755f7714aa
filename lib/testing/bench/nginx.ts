import { spawn } from "node:child_process";
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createConnection } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { type Running, watchChild } from "#lib/start/running";

interface Nginx {
  program: string;
  workers: "auto" | 1;
  /** What it listens on, all of it on 127.0.0.1. */
  ports: readonly number[];
  /** What stands in `http`. */
  servers: string;
}

/** An nginx of its own: no access log, else its defaults. */
export async function startNginx({
  program,
  workers,
  ports,
  servers,
}: Nginx): Promise<Pick<Running, "stop">> {
  const folder = mkdtempSync(join(tmpdir(), "plimsoll-bench-nginx-"));
  // Where it is root's, its workers are another user's.
  chmodSync(folder, 0o755);
  mkdirSync(join(folder, "temp"));
  const config = join(folder, "nginx.conf");
  writeFileSync(config, configure(folder, workers, servers));
  const child = spawn(program, ["-p", folder, "-c", config, "-e", join(folder, "error.log")], {
    stdio: ["ignore", "inherit", "inherit"],
  });
  const running = watchChild(child, 10_000);
  const ended = running.exited.then((reason) => {
    throw new Error(`nginx ended before it was ready (${reason})`);
  });
  for (const port of ports) await Promise.race([waitUntilOpen(port), ended]);
  ended.catch(() => undefined);
  return {
    async stop(): Promise<void> {
      await running.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function configure(folder: string, workers: "auto" | 1, servers: string): string {
  const temporary = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"].map(
    (kind) => `${kind}_temp_path ${folder}/temp/${kind};`,
  );
  return `
    daemon off;
    worker_processes ${workers};
    pid ${folder}/nginx.pid;
    events { worker_connections 1024; }
    http {
      access_log off;
      ${temporary.join("\n")}
      ${servers}
    }
  `;
}

async function waitUntilOpen(port: number): Promise<void> {
  const isOpen = () =>
    new Promise<boolean>((resolve) => {
      const socket = createConnection({ host: "127.0.0.1", port });
      socket.once("connect", () => socket.destroy());
      socket.once("error", () => undefined);
      socket.once("close", (failed) => resolve(!failed));
    });
  while (!(await isOpen())) await delay(20);
}
