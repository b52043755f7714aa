import { Suspense } from "react";
import { CopyText } from "#components/ui/copy-text";
import { FindingList } from "#components/ui/finding-list";
import { Status } from "#components/ui/status";
import { shortDigest, shortImage } from "#lib/client/registry-view";
import type { ActionResult, Issue } from "#lib/domain/errors";
import type { ContainerImage } from "#lib/domain/image-facts";
import { pinnedImage } from "#lib/domain/image-reference";

/** What the specification says of an image, which is known before any registry has answered. */
type LockedImage = Pick<ContainerImage, "path" | "container" | "image">;

interface LockImagesProps {
  images: readonly LockedImage[];
  /** What registries tell of them. */
  answer: Promise<ActionResult<Answer>>;
}

interface Answer {
  images: readonly Pick<ContainerImage, "path" | "digest">[];
  warnings: readonly Issue[];
}

/**
 * The digest that each image would be locked to. The answer follows the page, which a registry must not hold up: asked
 * by the server, so that the dialog needs no script for it. Each line has its place before: what comes late must not
 * move the button that locks for ever.
 */
export function LockImages({ images, answer }: LockImagesProps) {
  return (
    <section className="grid min-w-0 gap-1.5">
      <h3 className="font-medium">Images</h3>
      <ul className="grid gap-1">
        {images.map((image) => (
          <li key={image.path} className="flex h-6 min-w-0 items-center gap-x-2">
            <span className="shrink-0 text-ink-2">{image.container}</span>
            <CopyText
              text={image.image}
              shown={shortImage(image.image)}
              label={`image of ${image.container}`}
            />
            <span className="ml-auto flex shrink-0 items-center">
              <Suspense>
                <Digest image={image} answer={answer} />
              </Suspense>
            </span>
          </li>
        ))}
      </ul>
      <div className="min-h-6 min-w-0">
        <Suspense
          fallback={
            <p role="status" className="text-ink-3">
              Asking the registries…
            </p>
          }
        >
          <Warnings images={images} answer={answer} />
        </Suspense>
      </div>
    </section>
  );
}

interface DigestProps extends Pick<LockImagesProps, "answer"> {
  image: LockedImage;
}

async function Digest({ image: { path, container, image }, answer }: DigestProps) {
  const told = await answer;
  if (!told.ok) return null;
  const digest = told.data.images.find((one) => one.path === path)?.digest ?? null;
  if (digest === null) return <span className="text-ink-3">digest not known</span>;
  if (image.endsWith(digest)) return null;
  return (
    <CopyText
      text={pinnedImage(image, digest)}
      shown={shortDigest(digest)}
      label={`digest of the image of ${container}`}
    />
  );
}

/** In one line, until somebody opens it. */
async function Warnings({ images, answer }: LockImagesProps) {
  const told = await answer;
  if (!told.ok) return <p className="truncate text-ink-2">Not known now: {told.problem.detail}</p>;
  const { warnings } = told.data;
  const [first] = warnings;
  if (!first) return <p className="text-ink-3">The registries have nothing against them.</p>;
  const findings = warnings.map((warning) => ({ ...warning, place: placeOf(warning, images) }));
  return (
    <details open={false}>
      <summary className="cursor-pointer">
        <Status kind="warn" className="max-w-[calc(100%-16px)] align-bottom">
          <span className="min-w-0 truncate">
            {warnings.length === 1 ? first.message : `${warnings.length} things worth a look first`}
          </span>
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
