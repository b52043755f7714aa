"use client";
import NextLink from "next/link";
import { useRouter } from "next/navigation";
import { type ComponentProps, useRef } from "react";

type LinkProps = ComponentProps<typeof NextLink>;

/** Passing over a row is no intent; staying on it is. */
const intentMs = 65;

/**
 * A link whose page is fetched ahead when somebody is about to go there: by pointer, focus or touch. Next's own fetches
 * ahead whatever comes into view, which for a list of a hundred rows is a hundred requests.
 */
export function Link({ href, ...props }: LinkProps) {
  const router = useRouter();
  const waiting = useRef<ReturnType<typeof setTimeout>>(undefined);
  function intend() {
    forget();
    if (typeof href !== "string" || !href.startsWith("/")) return;
    waiting.current = setTimeout(() => router.prefetch(href), intentMs);
  }
  function forget() {
    clearTimeout(waiting.current);
  }
  return (
    <NextLink
      {...props}
      href={href}
      prefetch={false}
      onPointerEnter={both(intend, props.onPointerEnter)}
      onPointerLeave={both(forget, props.onPointerLeave)}
      onFocus={both(intend, props.onFocus)}
      onBlur={both(forget, props.onBlur)}
      onTouchStart={both(intend, props.onTouchStart)}
    />
  );
}

/** What surrounds a link, such as a menu, listens too. */
function both<Event>(own: () => void, given: ((event: Event) => void) | undefined) {
  return (event: Event) => {
    given?.(event);
    own();
  };
}
