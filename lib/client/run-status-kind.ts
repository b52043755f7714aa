import type { StatusKind } from "#components/ui/status";
import type { RunStatus } from "#lib/domain/run-status";

const kinds: Record<RunStatus, StatusKind> = {
  errored: "bad",
  unknown: "warn",
  interrupted: "warn",
  suspended: "idle",
  restarting: "warn",
  stopping: "busy",
  submitted: "busy",
  initializing: "busy",
  provisioning: "busy",
  launching: "busy",
  draining: "busy",
  warming: "busy",
  stopped: "idle",
  terminated: "idle",
  running: "ok",
};

/** A status as shape and word. */
export function runStatusKind(status: RunStatus): StatusKind {
  return kinds[status];
}
