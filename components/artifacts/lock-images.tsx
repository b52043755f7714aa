"use client";
import { useQuery } from "@tanstack/react-query";
import { CopyText } from "#components/ui/copy-text";
import { FindingList } from "#components/ui/finding-list";
import { Queries } from "#components/ui/queries";
import { Status } from "#components/ui/status";
import { imagesOfArtifact } from "#lib/client/queries/images";
import { shortDigest, shortImage } from "#lib/client/registry-view";
import type { Issue } from "#lib/domain/errors";
import { toProblem } from "#lib/domain/errors";
import type { ContainerImage } from "#lib/domain/image-facts";
import { pinnedImage } from "#lib/domain/image-reference";

/** What the specification says of an image, which is known before any registry has answered. */
export type LockedImage = Pick<ContainerImage, "path" | "container" | "image">;

interface LockImagesProps {
  artifactId: string;
  images: readonly LockedImage[];
}

/**
 * The digest that each image would be locked to; asked behind the dialog, which a registry must not hold up. Each line
 * has its place before the answer: what comes late must not move the button that locks for ever.
 */
export function LockImages(props: LockImagesProps) {
  return (
    <Queries>
      <Images {...props} />
    </Queries>
  );
}

function Images({ artifactId, images }: LockImagesProps) {
  const { data, error } = useQuery(imagesOfArtifact(artifactId));
  const digestOf = (path: string) => data?.images.find((image) => image.path === path)?.digest;
  return (
    <section className="grid gap-1.5">
      <h3 className="font-medium">Images</h3>
      <ul className="grid gap-1">
        {images.map((image) => (
          <ImageLine key={image.path} image={image} digest={digestOf(image.path)} />
        ))}
      </ul>
      <div className="min-h-6">
        {error ? (
          <p className="truncate text-ink-2">Not known now: {toProblem(error).detail}</p>
        ) : data ? (
          <Warnings warnings={data.warnings} images={images} />
        ) : (
          <p role="status" className="text-ink-3">
            Asking the registries…
          </p>
        )}
      </div>
    </section>
  );
}

interface ImageLineProps {
  image: LockedImage;
  /** Undefined while it is asked for. */
  digest: string | null | undefined;
}

function ImageLine({ image: { container, image }, digest }: ImageLineProps) {
  const isItself = digest != null && image.endsWith(digest);
  return (
    <li className="flex h-6 min-w-0 items-center gap-x-2">
      <span className="shrink-0 text-ink-2">{container}</span>
      <CopyText text={image} shown={shortImage(image)} label={`image of ${container}`} />
      <span className="ml-auto flex shrink-0 items-center">
        {digest === null && <span className="text-ink-3">digest not known</span>}
        {digest && !isItself && (
          <CopyText
            text={pinnedImage(image, digest)}
            shown={shortDigest(digest)}
            label={`digest of the image of ${container}`}
          />
        )}
      </span>
    </li>
  );
}

/** In one line, until somebody opens it. */
function Warnings({ warnings, images }: { warnings: readonly Issue[]; images: readonly LockedImage[] }) {
  const [first] = warnings;
  if (!first) return <p className="text-ink-3">The registries have nothing against them.</p>;
  const findings = warnings.map((warning) => ({ ...warning, place: placeOf(warning, images) }));
  return (
    <details open={false}>
      <summary className="cursor-pointer">
        <Status kind="warn">
          {warnings.length === 1 ? first.message : `${warnings.length} things worth a look first`}
        </Status>
      </summary>
      <div className="mt-1.5">
        <FindingList kind="warn" findings={findings} />
      </div>
    </details>
  );
}

/** "web · imageUri" */
function placeOf({ path }: Issue, images: readonly LockedImage[]): string {
  const image = images.find((one) => path.startsWith(`${one.path}.`));
  return image ? `${image.container} · ${path.slice(image.path.length + 1)}` : path;
}
