import type { StatusKind } from "#components/ui/status";
import { isJsonObject } from "#lib/domain/json-values";
import type { WorkloadEvent } from "#lib/domain/workloads";

/** How an event looks: by the last word of its title, which says what became of something. */
const kindsByWord: Record<string, StatusKind> = {
  Errored: "bad",
  Failed: "bad",
  Completed: "ok",
  Running: "ok",
  Ready: "ok",
  Promoted: "locked",
  Created: "ok",
  Stopped: "idle",
  Ended: "idle",
  Expired: "warn",
  Restarted: "warn",
  Restarting: "warn",
  Canceled: "warn",
};

export function eventKind({ eventType }: Pick<WorkloadEvent, "eventType">): StatusKind {
  return kindsByWord[eventType.split(" ").at(-1) ?? ""] ?? "busy";
}

/** What people are told of an event beside its title. */
export function eventMessage({ details }: Pick<WorkloadEvent, "details">): string | null {
  const { message, reason } = details;
  if (typeof message === "string" && message !== "") return message;
  return typeof reason === "string" && reason !== "" ? reason : null;
}

/** The other details, as names and values. */
export function eventFacts({ details }: Pick<WorkloadEvent, "details">): { name: string; value: string }[] {
  const said = new Set(["message", "reason"]);
  return Object.entries(details).flatMap(([name, value]) =>
    said.has(name) || value === null || isJsonObject(value) ? [] : [{ name, value: String(value) }],
  );
}
