import type { BuildPhase, BuildStatus } from "./builds";

const ended: readonly BuildStatus[] = ["COMPLETED", "FAILED", "CANCELLED"];

export function hasEnded(status: BuildStatus): boolean {
  return ended.includes(status);
}

export const phaseWords: Record<BuildPhase, string> = {
  queued: "Waiting",
  preparing: "Preparing the context",
  building: "Building",
  pushing: "Pushing the image",
  finishing: "Finishing",
};
