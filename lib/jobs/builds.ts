import { z } from "zod";
import type { JobKind } from "./queue";

const payload = z.object({ buildId: z.string() });

/** Build one image. Whoever takes the job first claims the build; a second job for it finds nothing to do. */
export const buildImage: JobKind<typeof payload> = {
  queue: "build-image",
  payload,
  key: ({ buildId }) => buildId,
};
