import { createServer } from "node:net";
import { findPortObstacle } from "./port-obstacle.js";
import { StartError } from "./start-error";

export function findFreePort(host = "127.0.0.1"): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", reject);
    server.listen(0, host, () => {
      const address = server.address();
      server.close(() => {
        if (typeof address === "object" && address !== null) resolve(address.port);
        else reject(new Error("The system named no port"));
      });
    });
  });
}

/** Refuses a port nobody can listen on, naming the variable to change. */
export async function requireFreePort(host: string, port: number, variable = "PORT"): Promise<void> {
  const obstacle = await findPortObstacle(host, port, variable);
  if (obstacle !== null) throw new StartError(obstacle);
}
