"use client";
import { useRouter } from "next/navigation";
import { useTransition } from "react";
import { Button } from "#components/ui/button";
import { changeSource } from "#lib/client/change-source";
import { notifyDone, notifyFailed } from "#lib/client/notify";
import type { SourceVersion } from "#lib/client/source-upload";

interface UseVersionProps {
  artifactId: string;
  version: SourceVersion;
  number: number;
  refusal: string | null;
}

/** Has the draft built from this version. */
export function UseVersion({ artifactId, version, number, refusal }: UseVersionProps) {
  const router = useRouter();
  const [busy, startTransition] = useTransition();
  function run() {
    startTransition(async () => {
      const problem = await changeSource(({ pinToArtifact }) => pinToArtifact(artifactId, version));
      if (problem) return notifyFailed(problem.title, problem.detail);
      notifyDone(`The draft is built from version ${number} now`);
      router.refresh();
    });
  }
  return (
    <Button
      variant="plain"
      busy={busy}
      disabledReason={refusal}
      onClick={run}
      aria-label={`Use version ${number}`}
    >
      Use this version
    </Button>
  );
}
