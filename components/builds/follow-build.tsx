"use client";
import { useRouter } from "next/navigation";
import { useEffect } from "react";
import { useLiveBuild } from "#lib/client/use-live-build";
import type { BuildView } from "#lib/domain/builds";

/** Has the list read again whenever a build that runs has come further. Shows nothing. */
export function FollowBuild({ build }: { build: BuildView }) {
  const router = useRouter();
  const { status, phases, cancelRequestedAt } = useLiveBuild(build, null);
  const state = `${status} ${phases.length} ${cancelRequestedAt}`;
  const shown = `${build.status} ${build.phases.length} ${build.cancelRequestedAt}`;
  // The list was made by the server, which alone can make it again.
  useEffect(() => {
    if (state !== shown) router.refresh();
  }, [state, shown, router]);
  return null;
}
