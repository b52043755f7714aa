import type { ScalingTimes } from "#lib/domain/autoscaling";
import type { DrainTimes } from "#lib/domain/replacement-steps";
import type { Engine, RegistryCredentials } from "#lib/engines/engine";

/** In milliseconds where nothing else is said. */
export interface ControlTimes extends DrainTimes, ScalingTimes {
  /** From one look at everything to the next. */
  roundMs: number;
  /** What is not ready by then is `errored`. */
  readyMs: number;
  /** What a container has from SIGTERM to SIGKILL, in seconds. */
  graceSeconds: number;
  /** A replica that is one too many gets no new requests for this long before it is stopped. */
  leaveMs: number;
  usageMs: number;
  scaleMs: number;
  /** What a gateway said longer ago than this counts no more. */
  freshMs: number;
}

export interface ControlLimits {
  /** Of a container whose runtime says nothing of it. */
  cpus: number;
  memoryBytes: number;
  processes: number;
}

/** What running workloads needs of the world. */
export interface ControlTools {
  engine: Engine;
  /** One clock for every decision; tests set it. */
  now: () => Date;
  times: ControlTimes;
  limits: ControlLimits;
  registryCredentials: readonly RegistryCredentials[];
}

const second = 1000;

interface ControlSettings {
  cpus: number;
  megabytes: number;
  readyMinutes: number;
  drainSeconds: number;
  idleSeconds: number;
  registryCredentials: readonly RegistryCredentials[];
}

export function makeControlTools(settings: ControlSettings, engine: Engine): ControlTools {
  return {
    engine,
    now: () => new Date(),
    times: {
      roundMs: 2 * second,
      readyMs: settings.readyMinutes * 60 * second,
      leastDrainMs: 3 * second,
      mostDrainMs: settings.drainSeconds * second,
      graceSeconds: 30,
      leaveMs: 5 * second,
      usageMs: 10 * second,
      scaleMs: 5 * second,
      downMs: 60 * second,
      idleMs: settings.idleSeconds * second,
      freshMs: 15 * second,
    },
    limits: { cpus: settings.cpus, memoryBytes: settings.megabytes * 2 ** 20, processes: 512 },
    registryCredentials: settings.registryCredentials,
  };
}
