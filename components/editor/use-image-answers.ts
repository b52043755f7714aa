"use client";
import { useQueries } from "@tanstack/react-query";
import { useCallback, useEffect, useMemo, useState } from "react";
import { type ImageAnswers, listAskableImages } from "#lib/client/document-images";
import { factsOfImage } from "#lib/client/queries/images";
import type { ImageAnswer } from "#lib/domain/image-facts";

/** Long enough that no registry is asked about half a name. */
const typingPauseMs = 600;

/** What registries tell of the images of a document: asked when typing pauses, and never waited for. */
export function useImageAnswers(document: unknown): ImageAnswers {
  const names = listAskableImages(document).join("\n");
  const [asked, setAsked] = useState(names);
  // A clock: a keystroke takes back the question that the one before would have asked.
  useEffect(() => {
    const timer = setTimeout(() => setAsked(names), typingPauseMs);
    return () => clearTimeout(timer);
  }, [names]);
  const images = useMemo(() => asked.split("\n").filter((name) => name !== ""), [asked]);
  const combine = useCallback(
    (answers: readonly { data: ImageAnswer | undefined }[]): ImageAnswers =>
      new Map(
        images.flatMap((image, index) => {
          const answer = answers[index]?.data;
          return answer ? [[image, answer] as const] : [];
        }),
      ),
    [images],
  );
  return useQueries({ queries: images.map(factsOfImage), combine });
}
