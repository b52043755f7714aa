import { z } from "zod";
import type { JobKind } from "./queue";

const payload = z.object({ extractionId: z.string() });

/** Unpack one archive. Whoever takes the job first claims the extraction; a second job for it finds nothing to do. */
export const unpackArchive: JobKind<typeof payload> = {
  queue: "unpack-archive",
  payload,
  key: ({ extractionId }) => extractionId,
};
