import { z } from "zod";
import { issue } from "#lib/domain/errors";
import { containerImage, imageAnswer } from "#lib/domain/image-facts";
import { getArtifactImages, getImageFacts, imageQuery } from "#lib/operations/artifact-images";
import { defineRoute } from "./route";

const common = { tag: "Images", errors: "detail", method: "GET" } as const;

const artifactImages = z
  .strictObject({
    images: z.array(containerImage.meta({ id: "ContainerImage" })),
    warnings: z.array(issue),
  })
  .meta({ id: "ArtifactImages" });

export const imageRoutes = [
  defineRoute({
    ...common,
    path: "/artifacts/{id}/images",
    summary:
      "Get the digest that each container runs, what its tag means now, and what is known of the image",
    operation: getArtifactImages,
    input: ({ params }) => ({ id: params.id }),
    success: { status: 200, schema: artifactImages },
    refusals: [404, 422, 429],
    render: (found) => ({ text: JSON.stringify(found) }),
  }),
  defineRoute({
    ...common,
    path: "/imageFacts",
    summary: "Get what a registry tells of an image, or why it tells nothing",
    operation: getImageFacts,
    query: imageQuery,
    input: ({ query }) => query,
    success: { status: 200, schema: imageAnswer.meta({ id: "ImageFacts" }) },
    refusals: [422, 429],
    render: (answer) => ({ text: JSON.stringify(answer) }),
  }),
];
