import { cache } from "react";
import { getArtifact } from "#lib/operations/artifacts";
import { load } from "#lib/web/page";

/** The artifact of this URL: read once for layout, title and page. */
export const loadArtifact = cache((id: string) => load(getArtifact, { id }));
