"use client";
import { useEffect } from "react";
import { type RecentObject, rememberRecent } from "#lib/client/recent";

interface VisitProps extends RecentObject {
  personId: string | undefined;
}

/** Puts the object of this page in front of what the palette offers as recent. */
export function Visit({ personId, href, name, label }: VisitProps) {
  // The browser's storage is outside React.
  useEffect(() => {
    if (personId !== undefined) rememberRecent(personId, { href, name, label });
  }, [personId, href, name, label]);
  return null;
}
