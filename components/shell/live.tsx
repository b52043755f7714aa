"use client";
import { useRouter } from "next/navigation";
import { useEffect, useEffectEvent, useRef } from "react";
import { concernsPage } from "#lib/client/live-changes";
import { type News, receiveNews, startLiveLink } from "#lib/client/live-link";
import { receiveStalePage } from "#lib/client/stale-page";

interface LiveProps {
  personId: string;
  /** The place in the audit chain that this page was made at. */
  since: string;
}

/** Pages are read again at most this often. */
const restMs = 1000;
/** While somebody is busy with the page: how soon to look again. */
const patienceMs = 400;

/** Keeps the page in step with what is changed elsewhere, in other tabs or by other people. */
export function Live({ personId, since }: LiveProps) {
  const router = useRouter();
  const waiting = useRef<ReturnType<typeof setTimeout>>(undefined);
  const readAt = useRef(0);

  function read(): void {
    waiting.current = undefined;
    if (isBusy()) {
      waiting.current = setTimeout(read, patienceMs);
      return;
    }
    readAt.current = Date.now();
    router.refresh();
  }
  const readSoon = useEffectEvent(() => {
    if (waiting.current !== undefined) return;
    waiting.current = setTimeout(read, Math.max(0, readAt.current + restMs - Date.now()));
  });
  const receive = useEffectEvent(({ reset, changes }: News) => {
    const { pathname, search } = window.location;
    if (reset || changes.some((change) => concernsPage(pathname, search, change))) readSoon();
  });
  const start = useEffectEvent(() => startLiveLink(personId, since));
  // The server's stream of changes is outside React. One is enough for as long as the person stays.
  useEffect(() => {
    const stops = [receiveNews(receive), receiveStalePage(readSoon), start()];
    return () => {
      for (const stop of stops) stop();
      clearTimeout(waiting.current);
    };
  }, []);
  return null;
}

/** Nobody looks, or somebody has something open or unsaved, under which the page must not change. */
function isBusy(): boolean {
  if (document.visibilityState === "hidden") return true;
  if (document.querySelector("dialog, [role=menu], [data-unsaved]")) return true;
  const focused = document.activeElement;
  const isField = focused instanceof HTMLInputElement || focused instanceof HTMLTextAreaElement;
  return isField && focused.value !== focused.defaultValue;
}
