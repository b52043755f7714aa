import { once } from "node:events";
import { createServer } from "node:http";
import type { ContainerRequest } from "#lib/engines/replicas";
import type { Command } from "./shell";

interface Scene {
  request: ContainerRequest;
  /** Of the replica, where its programs listen. */
  address: string;
  write: (text: string, stream: "stdout" | "stderr") => void;
  signal: AbortSignal;
}

export class OutOfMemory extends Error {}

/** Tells the whole set from the empty one; which capability is which bit is not pretended. */
const describeCapabilities = ({ addCapabilities }: ContainerRequest) =>
  `CapBnd:\t${addCapabilities.length.toString(16).padStart(16, "0")}\n`;

/** What the base image for tests has on a real engine, as far as the contract uses it. */
export function makeCommands({ request, address, write, signal }: Scene): Record<string, Command> {
  return {
    true: async () => 0,
    // `tail /dev/zero` looks for the end of an endless line.
    async tail() {
      throw new OutOfMemory();
    },
    async touch([path = ""]) {
      if (!request.readOnly || path.startsWith("/tmp/")) return 0;
      write(`touch: ${path}: Read-only file system\n`, "stderr");
      return 1;
    },
    // `grep CapBnd /proc/self/status`
    async grep() {
      write(describeCapabilities(request), "stdout");
      return 0;
    },
    // `httpd -f -p 8080`
    async httpd(words) {
      const server = createServer((_, answer) => answer.end("fake")).listen(Number(words.at(-1)), address);
      const failed = once(server, "error").then(([error]) => write(`httpd: bind: ${error}\n`, "stderr"));
      const stopped = new Promise<void>((resolve) =>
        signal.addEventListener("abort", () => resolve(), { once: true }),
      );
      await Promise.race([failed, stopped]);
      server.closeAllConnections();
      server.close();
      return 1;
    },
  };
}
