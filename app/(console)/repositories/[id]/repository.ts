import { cache } from "react";
import { getRepository } from "#lib/operations/repositories";
import { load } from "#lib/web/page";

/** The repository of this URL: read once for layout, title and page. */
export const loadRepository = cache((id: string) => load(getRepository, { id }));
