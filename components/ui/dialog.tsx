"use client";
import { lazy, type ReactElement, type ReactNode, Suspense, useRef, useState } from "react";
import { Opener } from "./opener";

export interface DialogProps {
  title: ReactNode;
  /** One sentence below the title: what this is for. */
  description?: ReactNode;
  /** The button that opens it; leave out when `open` is yours. */
  trigger?: ReactElement;
  open?: boolean;
  onOpenChange?: (open: boolean) => void;
  /** Buttons at the foot, the main one last. */
  footer?: ReactNode;
  wide?: boolean;
  children: ReactNode;
}

const load = () => import("./dialog-content");
const DialogContent = lazy(() => load().then((module) => ({ default: module.DialogContent })));

/** A button inside a dialog that closes it. */
export const DialogClose = lazy(() => load().then((module) => ({ default: module.DialogClose })));

export function Dialog({ trigger, open: given, onOpenChange, ...content }: DialogProps) {
  const [ownOpen, setOwnOpen] = useState(false);
  const opener = useRef<HTMLElement>(null);
  const open = given ?? ownOpen;
  function change(next: boolean) {
    setOwnOpen(next);
    onOpenChange?.(next);
  }
  return (
    <>
      {trigger && (
        <Opener
          ref={opener}
          trigger={trigger}
          popup="dialog"
          open={open}
          onPress={() => change(true)}
          load={load}
        />
      )}
      {open && (
        <Suspense>
          <DialogContent {...content} onClose={() => change(false)} />
        </Suspense>
      )}
    </>
  );
}
