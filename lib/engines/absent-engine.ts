import { type Engine, EngineError } from "./engine";

const missing = async (): Promise<never> => {
  throw new EngineError(
    "unavailable",
    "No container engine is set up: install Docker, or name one by DOCKER_HOST",
  );
};

/** Stands for the engine where there is none: everything that wants it waits, and says for what. */
export const absentEngine: Engine = {
  check: missing,
  build: missing,
  push: missing,
  inspectImage: missing,
  removeImage: missing,
  listImages: missing,
  listBuildLeftovers: missing,
  sweepBuild: missing,
  startReplica: missing,
  restartContainer: missing,
  stopContainer: missing,
  stopReplica: missing,
  listReplicas: missing,
  watchReplicas: missing,
  followContainerLog: missing,
  readUsage: missing,
  sweepWorkload: missing,
};
