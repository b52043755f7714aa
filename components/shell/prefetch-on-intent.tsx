"use client";
import { useRouter } from "next/navigation";
import { useEffect, useEffectEvent } from "react";

/** Passing over a link is no intent; staying on it is. */
const intentMs = 65;

/** Fetches the page of a link ahead when the pointer stays on it, the focus comes to it, or a finger does. */
export function PrefetchOnIntent() {
  const router = useRouter();
  const prefetch = useEffectEvent((href: string) => router.prefetch(href));
  // The pointer and the focus of the whole page are outside React: one listener for all links.
  useEffect(() => {
    let waiting: ReturnType<typeof setTimeout> | undefined;
    let intended: Element | null = null;
    function notice({ target }: Event) {
      const link = target instanceof Element ? target.closest('a[href^="/"]') : null;
      if (link === intended) return;
      intended = link;
      clearTimeout(waiting);
      const href = link?.getAttribute("href");
      if (href) waiting = setTimeout(() => prefetch(href), intentMs);
    }
    const events = ["pointerover", "focusin", "touchstart"];
    for (const event of events) document.addEventListener(event, notice, { passive: true });
    return () => {
      clearTimeout(waiting);
      for (const event of events) document.removeEventListener(event, notice);
    };
  }, []);
  return null;
}
