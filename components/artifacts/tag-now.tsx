"use client";
import { useQuery } from "@tanstack/react-query";
import { Queries } from "#components/ui/queries";
import { StatusIcon } from "#components/ui/status";
import { imagesOfArtifact } from "#lib/client/queries/images";
import { shortDigest } from "#lib/client/registry-view";

interface TagNowProps {
  artifactId: string;
  containerGroup: string;
  container: string;
}

/** What has become of the tag that a locked artifact names, if anything has. */
export function TagNow(props: TagNowProps) {
  return (
    <Queries>
      <Answer {...props} />
    </Queries>
  );
}

function Answer({ artifactId, containerGroup, container }: TagNowProps) {
  const { data } = useQuery(imagesOfArtifact(artifactId));
  const image = data?.images.find(
    (one) => one.containerGroup === containerGroup && one.container === container,
  );
  if (image === undefined) return null;
  const { moved, digest, problem } = image;
  return (
    <>
      {moved && digest !== null && (
        <Warning>
          The tag has moved since: it means <code title={digest}>{shortDigest(digest)}</code> now
        </Warning>
      )}
      {problem?.kind === "not_found" && <Warning>The registry no longer has what this was locked to</Warning>}
    </>
  );
}

function Warning({ children }: { children: React.ReactNode }) {
  return (
    <p role="status" className="flex gap-1.5 text-warn">
      <StatusIcon kind="warn" className="mt-[3px]" />
      <span className="min-w-0">{children}</span>
    </p>
  );
}
