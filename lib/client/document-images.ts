import { formatPath, type Issue } from "#lib/domain/errors";
import type { ImageAnswer } from "#lib/domain/image-facts";
import { findImageWarnings } from "#lib/domain/image-findings";
import { isLocalImage, parseImageReference } from "#lib/domain/image-reference";
import { asList, memberOf } from "#lib/domain/json-values";
import { formatBytes } from "#lib/domain/sources";

/** What is known of each image reference so far. */
export type ImageAnswers = ReadonlyMap<string, ImageAnswer>;

/** Half-typed documents have no more; who needs more than so many at once asks with the lock dialog. */
const mostImages = 20;

function listContainers(document: unknown) {
  const groups = asList(memberOf(memberOf(document, "spec"), "containerGroups"));
  return groups.flatMap((group, g) =>
    asList(memberOf(group, "containers")).map((container, c) => {
      const port = memberOf(container, "port");
      return {
        path: formatPath(["spec", "containerGroups", g, "containers", c]),
        image: memberOf(container, "imageUri"),
        primary: memberOf(container, "primary") === true,
        port: typeof port === "number" ? port : null,
      };
    }),
  );
}

/** The references of a document that a registry can be asked about, each once. */
export function listAskableImages(document: unknown): string[] {
  const images = listContainers(document).flatMap(({ image }) =>
    typeof image === "string" && !isLocalImage(image) && parseImageReference(image) !== null ? [image] : [],
  );
  return [...new Set(images)].slice(0, mostImages);
}

/** What registries tell of the images of a document that is probably not meant. */
export function findDocumentImageWarnings(document: unknown, answers: ImageAnswers): Issue[] {
  return listContainers(document).flatMap(({ path, image, ...container }) => {
    const answer = typeof image === "string" ? answers.get(image) : undefined;
    return answer ? findImageWarnings(container, answer, path) : [];
  });
}

/** The answer in a line beside the field; null where a warning says it. */
export function imageWords({ facts, problem }: ImageAnswer): string | null {
  if (problem?.kind === "not_found") return null;
  if (problem) return `Not checked: ${problem.message}`;
  if (!facts) return null;
  const { platforms, user, exposedPorts, sizeBytes } = facts;
  const ports = exposedPorts.length > 0 ? `exposes ${exposedPorts.join(", ")}` : "exposes no port";
  return [platforms.join(", "), `user ${user ?? "root"}`, ports, formatBytes(sizeBytes)].join(" · ");
}
