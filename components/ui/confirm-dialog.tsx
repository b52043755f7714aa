"use client";
import { lazy, type ReactElement, type ReactNode, Suspense, useRef, useState } from "react";
import type { Problem } from "#lib/domain/errors";
import { Opener } from "./opener";
import type { BlockerLink } from "./problem-note";

interface ConfirmDialogProps {
  trigger?: ReactElement;
  open?: boolean;
  onOpenChange?: (open: boolean) => void;
  /** A question, or what is about to happen. */
  title: string;
  /** What will be true afterwards. */
  children: ReactNode;
  confirmLabel: string;
  tone?: "go" | "bad";
  /** Resolves to a problem, which is shown in the dialog, or to null, which closes it. */
  onConfirm: () => Promise<Problem | null>;
  blockerLink?: BlockerLink;
}

const load = () => import("./confirm-content");
const ConfirmContent = lazy(() => load().then((module) => ({ default: module.ConfirmContent })));

export function ConfirmDialog({ trigger, open: given, onOpenChange, ...content }: ConfirmDialogProps) {
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
          <ConfirmContent {...content} onClose={() => change(false)} />
        </Suspense>
      )}
    </>
  );
}
