"use client";
import { cloneElement, isValidElement, type ReactElement, type Ref } from "react";

interface OpenerProps {
  ref: Ref<HTMLElement>;
  id?: string;
  /** The button: one element that passes on `ref` and handlers, and has none of its own. */
  trigger: ReactElement;
  popup: "dialog" | "menu";
  open: boolean;
  onPress: () => void;
  /** Before a press comes, the script of what it opens can. That it does not is seen when it is pressed. */
  load: () => Promise<unknown>;
}

/** What the button is handed. */
interface Handed {
  ref?: Ref<HTMLElement>;
  id?: string;
  "aria-haspopup"?: OpenerProps["popup"];
  "aria-expanded"?: boolean;
  onClick?: () => void;
  onPointerEnter?: () => void;
  onFocus?: () => void;
}

/** A button that opens something whose script is not loaded before it is wanted. */
export function Opener({ ref, id, trigger, popup, open, onPress, load }: OpenerProps) {
  const prepare = () => void load().catch(() => undefined);
  if (!isValidElement<Handed>(trigger)) return trigger;
  return cloneElement(trigger, {
    ref,
    ...(id !== undefined && { id }),
    "aria-haspopup": popup,
    "aria-expanded": open,
    onClick: onPress,
    onPointerEnter: prepare,
    onFocus: prepare,
  });
}
