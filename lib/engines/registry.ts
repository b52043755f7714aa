import { makeDockerEngine } from "./docker/docker-engine";
import type { Engine } from "./engine";
import { makeFakeEngine } from "./fake/fake-engine";

/**
 * The engine that DOCKER_HOST names: `unix://<socket>` or `tcp://<host>:<port>` a Docker engine, `fake:` one that only
 * pretends, for tests. Null where there is to be none.
 */
export function chooseEngine(address: string | undefined): Engine | null {
  if (address === undefined || address === "none") return null;
  return address.startsWith("fake:") ? makeFakeEngine() : makeDockerEngine(address);
}
