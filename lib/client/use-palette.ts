import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useDeferredValue, useState } from "react";
import { useOfferedActions } from "./page-actions";
import { hitHref, matchActions } from "./palette";
import { everythingSearch, type PaletteHit } from "./queries/search";
import { listRecent } from "./recent";

export interface PaletteTarget {
  href?: string | undefined;
  run?: (() => unknown) | undefined;
}

/** What the palette offers for a text, in the order it is shown. */
export function usePalette(text: string, personId: string, onChoose: (target: PaletteTarget) => void) {
  const typed = text.trim();
  const term = useDeferredValue(typed);
  const client = useQueryClient();
  const actions = matchActions(useOfferedActions(), text);
  const [recent] = useState(() => listRecent(personId));
  const { data = [], error, isFetching, isPlaceholderData, refetch } = useQuery(everythingSearch(term));
  const stale = typed !== "" && (isPlaceholderData || term !== typed);

  /** Enter comes faster than answers: then what is opened is what the whole text finds. */
  async function chooseHit(hit: PaletteHit) {
    if (!stale) return onChoose({ href: hitHref(hit) });
    const { data: fresh } = await client.fetchQuery(everythingSearch(typed)).catch(() => ({ data: [] }));
    const best = fresh.find(({ id }) => id === hit.id) ?? fresh[0];
    if (best) onChoose({ href: hitHref(best) });
  }
  return {
    ofPage: actions.filter(({ scope }) => scope === "page"),
    everywhere: actions.filter(({ scope }) => scope === "everywhere"),
    recent: typed === "" ? recent : [],
    hits: typed === "" ? [] : data,
    error: typed === "" ? null : error,
    stale,
    searching: typed !== "" && (isFetching || stale),
    chooseHit,
    searchAgain: () => void refetch(),
  };
}

export type PaletteOffer = ReturnType<typeof usePalette>;
