"use client";
import { type FocusEventHandler, type KeyboardEvent, type ReactNode, useId, useRef } from "react";

/** What makes an element the anchor of a tooltip: spread it on the element. */
interface TooltipAnchor {
  "aria-describedby": string;
  onPointerEnter: () => void;
  onPointerLeave: () => void;
  onFocus: FocusEventHandler;
  onBlur: () => void;
  onKeyDown: (event: KeyboardEvent) => void;
}

interface TooltipProps {
  text: string;
  children: (anchor: TooltipAnchor) => ReactNode;
}

const gap = 6;
const margin = 8;
/** Long enough to move the pointer onto the text (WCAG 1.4.13). */
const lingerMs = 200;

/**
 * The browser's own popover: in the top layer, so nothing cuts it off, and without the script of a positioning library
 * on every page. As a description the text also counts while it is not shown.
 */
export function Tooltip({ text, children }: TooltipProps) {
  const id = useId();
  const place = useRef<HTMLSpanElement>(null);
  const bubble = useRef<HTMLSpanElement>(null);
  const leaving = useRef<ReturnType<typeof setTimeout>>(undefined);

  function show() {
    clearTimeout(leaving.current);
    if (!place.current || !bubble.current) return;
    bubble.current.showPopover();
    putBeside(place.current.getBoundingClientRect(), bubble.current);
  }
  function hide() {
    clearTimeout(leaving.current);
    bubble.current?.hidePopover();
  }
  function linger() {
    leaving.current = setTimeout(hide, lingerMs);
  }
  return (
    <span ref={place} className="inline-flex">
      {children({
        "aria-describedby": id,
        onPointerEnter: show,
        onPointerLeave: linger,
        onFocus: show,
        onBlur: hide,
        onKeyDown: (event) => event.key === "Escape" && hide(),
      })}
      <span
        ref={bubble}
        id={id}
        role="tooltip"
        popover="manual"
        onPointerEnter={show}
        onPointerLeave={linger}
        className="fixed m-0 max-w-72 rounded-md bg-ink px-2.5 py-1.5 text-sm text-bg shadow-float"
      >
        {text}
      </span>
    </span>
  );
}

/** Centred above the anchor, below where there is no room, and always inside the window. */
function putBeside(anchor: DOMRect, bubble: HTMLElement): void {
  const { width, height } = bubble.getBoundingClientRect();
  const above = anchor.top - height - gap;
  const middle = anchor.left + anchor.width / 2 - width / 2;
  bubble.style.top = `${above >= margin ? above : anchor.bottom + gap}px`;
  bubble.style.left = `${Math.max(margin, Math.min(middle, window.innerWidth - width - margin))}px`;
}
