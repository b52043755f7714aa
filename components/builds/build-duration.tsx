"use client";
import { buildDuration } from "#lib/client/build-words";
import { useNow } from "#lib/client/use-now";
import type { BuildRecord } from "#lib/domain/builds";

/** How long a build took, or has taken so far. */
export function BuildDuration({
  build,
}: {
  build: Pick<BuildRecord, "createdAt" | "finishedAt" | "updatedAt">;
}) {
  const now = useNow(build.finishedAt === null, build.updatedAt);
  return <span>{buildDuration(build, now)}</span>;
}
