import { buildLabel, type Engine } from "#lib/engines/engine";
import { listNeededBuilds } from "#lib/store/build-work";
import { database } from "#lib/store/database";

/** How many images of a draft are kept, the newest. */
const keptPerDraft = 5;

/** Removes images that no artifact names and that are not among the last of their draft. */
export async function removeOldImages(engine: Engine, signal: AbortSignal): Promise<void> {
  const images = await engine.listImages({ label: buildLabel }, signal);
  const built = images.flatMap((image) => {
    const buildId = image.labels[buildLabel];
    return buildId === undefined ? [] : [{ buildId, image }];
  });
  if (built.length === 0) return;
  const needed = await listNeededBuilds(
    database,
    built.map(({ buildId, image }) => ({ buildId, references: [image.id, ...image.digests] })),
    keptPerDraft,
  );
  for (const { buildId, image } of built) {
    if (needed.has(buildId)) continue;
    await engine.removeImage(image.id, signal);
    // Its earlier stages were kept for the next build.
    await engine.sweepBuild(buildId, signal);
  }
}
