"use client";
import { type PageAction, usePageActions } from "#lib/client/page-actions";

type LinkAction = Pick<PageAction, "label" | "keys" | "refusal"> & { href: string };

/** For server components: offers links to the palette, the key help and the keyboard. Shows nothing itself. */
export function PageActions({ actions }: { actions: readonly LinkAction[] }) {
  usePageActions(actions);
  return null;
}
