import { queryOptions } from "@tanstack/react-query";
import { z } from "zod";
import { getJson } from "#lib/client/rest";
import { issue } from "#lib/domain/errors";
import { containerImage, imageAnswer } from "#lib/domain/image-facts";

/** The server remembers as long. */
const staleTime = 60_000;

const artifactImages = z.object({ images: z.array(containerImage), warnings: z.array(issue) });

/** What each container of an artifact runs, and what its tag means now. */
export function imagesOfArtifact(id: string) {
  return queryOptions({
    queryKey: ["artifacts", id, "images"],
    queryFn: ({ signal }) =>
      getJson({ path: `/artifacts/${encodeURIComponent(id)}/images`, answer: artifactImages, signal }),
    staleTime,
  });
}

/** What a registry tells of an image, or why it tells nothing. */
export function factsOfImage(reference: string) {
  return queryOptions({
    queryKey: ["image facts", reference],
    queryFn: ({ signal }) =>
      getJson({ path: "/imageFacts", query: { reference }, answer: imageAnswer, signal }),
    staleTime,
  });
}
