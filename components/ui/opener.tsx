"use client";
import * as Slot from "radix-ui/slot";
import type { ReactElement, Ref } from "react";

interface OpenerProps {
  ref: Ref<HTMLElement>;
  id?: string;
  /** The button: one element that passes on `ref` and handlers. */
  trigger: ReactElement;
  popup: "dialog" | "menu";
  open: boolean;
  onPress: () => void;
  /** Before a press comes, the script of what it opens can. That it does not is seen when it is pressed. */
  load: () => Promise<unknown>;
}

/** A button that opens something whose script is not loaded before it is wanted. */
export function Opener({ ref, id, trigger, popup, open, onPress, load }: OpenerProps) {
  const prepare = () => void load().catch(() => undefined);
  return (
    <Slot.Root
      ref={ref}
      id={id}
      aria-haspopup={popup}
      aria-expanded={open}
      onClick={onPress}
      onPointerEnter={prepare}
      onFocus={prepare}
    >
      {trigger}
    </Slot.Root>
  );
}
