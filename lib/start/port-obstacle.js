// Plain JavaScript, for `npm start` asks before it installs and builds what could read TypeScript.
import { createServer } from "node:net";

/**
 * Why nothing can listen there, for the person at the terminal; null if it can.
 * @param {string} host
 * @param {number} port
 * @param {string} variable what sets the port
 * @returns {Promise<string | null>}
 */
export function findPortObstacle(host, port, variable = "PORT") {
  const obstacles = {
    EADDRINUSE: `Port ${port} on ${host} is taken by another program. Stop that, or choose another port: ${variable}=${port + 1} npm start`,
    EACCES: `Port ${port} is reserved for the system. Choose one from 1024 up: ${variable}=3000 npm start`,
    EADDRNOTAVAIL: `${host} is no address of this machine. Set HOST to 127.0.0.1, or to 0.0.0.0 for every address.`,
    ENOTFOUND: `${host} is no address of this machine. Set HOST to 127.0.0.1, or to 0.0.0.0 for every address.`,
  };
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", (error) => {
      const obstacle = obstacles[error.code];
      if (obstacle === undefined) reject(error);
      else resolve(obstacle);
    });
    server.listen({ host, port, exclusive: true }, () => server.close(() => resolve(null)));
  });
}
