"use client";
import { useQuery } from "@tanstack/react-query";
import { CopyText } from "#components/ui/copy-text";
import { Queries } from "#components/ui/queries";
import { imagesOfArtifact } from "#lib/client/queries/images";
import { shortDigest } from "#lib/client/registry-view";
import type { Issue } from "#lib/domain/errors";
import { toProblem } from "#lib/domain/errors";
import type { ContainerImage } from "#lib/domain/image-facts";
import { pinnedImage } from "#lib/domain/image-reference";
import { FindingList } from "./finding-list";

/** The digest that each image would be locked to; asked behind the dialog, which a registry must not hold up. */
export function LockImages({ artifactId }: { artifactId: string }) {
  return (
    <Queries>
      <section className="grid gap-1.5">
        <h3 className="font-medium">Images</h3>
        <Answer artifactId={artifactId} />
      </section>
    </Queries>
  );
}

function Answer({ artifactId }: { artifactId: string }) {
  const { data, error } = useQuery(imagesOfArtifact(artifactId));
  if (error) return <p className="text-ink-2">Not known now: {toProblem(error).detail}</p>;
  if (!data)
    return (
      <p role="status" className="text-ink-3">
        Asking the registries…
      </p>
    );
  const findings = data.warnings.map((warning) => ({ ...warning, place: placeOf(warning, data.images) }));
  return (
    <>
      <ul className="grid gap-1">
        {data.images.map((image) => (
          <ImageLine key={image.path} image={image} />
        ))}
      </ul>
      {findings.length > 0 && <FindingList kind="warn" findings={findings} />}
    </>
  );
}

function ImageLine({ image: { container, image, digest } }: { image: ContainerImage }) {
  return (
    <li className="flex min-w-0 flex-wrap items-baseline gap-x-2">
      <span className="text-ink-2">{container}</span>
      <code className="min-w-0 [overflow-wrap:anywhere]">{image}</code>
      {digest === null ? (
        <span className="text-ink-3">digest not known</span>
      ) : (
        <CopyText
          text={pinnedImage(image, digest)}
          shown={shortDigest(digest)}
          label={`digest of the image of ${container}`}
        />
      )}
    </li>
  );
}

/** "web · imageUri" */
function placeOf({ path }: Issue, images: readonly ContainerImage[]): string {
  const image = images.find((one) => path.startsWith(`${one.path}.`));
  return image ? `${image.container} · ${path.slice(image.path.length + 1)}` : path;
}
