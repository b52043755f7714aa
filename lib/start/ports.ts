import { createServer } from "node:net";
import { hasErrorCode, StartError } from "./start-error";

/** Listens for a moment; resolves to the port that was given (`0` asks for any that is free). */
function tryPort(host: string, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", reject);
    server.listen({ host, port, exclusive: true }, () => {
      const address = server.address();
      server.close(() => resolve(typeof address === "object" && address !== null ? address.port : port));
    });
  });
}

export function findFreePort(host = "127.0.0.1"): Promise<number> {
  return tryPort(host, 0);
}

/** Refuses a port nobody can listen on, naming the variable to change. */
export async function requireFreePort(host: string, port: number): Promise<void> {
  try {
    await tryPort(host, port);
  } catch (error) {
    if (hasErrorCode(error, "EADDRINUSE")) {
      throw new StartError(
        `Port ${port} on ${host} is taken by another program. Stop that, or choose another port: PORT=${port + 1} npm start`,
      );
    }
    if (hasErrorCode(error, "EACCES")) {
      throw new StartError(
        `Port ${port} is reserved for the system. Choose one from 1024 up: PORT=3000 npm start`,
      );
    }
    if (hasErrorCode(error, "EADDRNOTAVAIL", "ENOTFOUND", "EAI_AGAIN")) {
      throw new StartError(
        `${host} is no address of this machine. Set HOST to 127.0.0.1, or to 0.0.0.0 for every address.`,
      );
    }
    throw error;
  }
}
