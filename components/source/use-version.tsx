"use client";
import { useRouter } from "next/navigation";
import { useTransition } from "react";
import { Button } from "#components/ui/button";
import { notifyDone, notifyFailed } from "#lib/client/notify";
import { pinToArtifact, type SourceVersion } from "#lib/client/source-upload";
import { toProblem } from "#lib/domain/errors";

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
      try {
        await pinToArtifact(artifactId, version);
        notifyDone(`The draft is built from version ${number} now`);
        router.refresh();
      } catch (error) {
        const { title, detail } = toProblem(error);
        notifyFailed(title, detail);
      }
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
