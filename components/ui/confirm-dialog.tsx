"use client";
import * as Primitive from "radix-ui/alert-dialog";
import { type ReactElement, type ReactNode, useState, useTransition } from "react";
import { cn } from "#lib/client/class-names";
import type { Problem } from "#lib/domain/errors";
import { Button } from "./button";
import { dialogLook, overlayLook } from "./dialog";
import { type BlockerLink, ProblemNote } from "./problem-note";

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

export function ConfirmDialog(props: ConfirmDialogProps) {
  const { trigger, title, children, confirmLabel, tone = "bad", onConfirm, blockerLink } = props;
  const [ownOpen, setOwnOpen] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);
  const [busy, startTransition] = useTransition();
  const open = props.open ?? ownOpen;

  function changeOpen(next: boolean) {
    if (next) setProblem(null);
    setOwnOpen(next);
    props.onOpenChange?.(next);
  }
  function confirm() {
    startTransition(async () => {
      const found = await onConfirm();
      setProblem(found);
      if (!found) changeOpen(false);
    });
  }
  return (
    <Primitive.Root open={open} onOpenChange={changeOpen}>
      {trigger && <Primitive.Trigger asChild>{trigger}</Primitive.Trigger>}
      <Primitive.Portal>
        <Primitive.Overlay className={overlayLook} />
        <Primitive.Content className={cn(dialogLook, "max-w-md")}>
          <Primitive.Title className="px-4 pt-3.5 [overflow-wrap:anywhere]">{title}</Primitive.Title>
          <Primitive.Description asChild>
            <div className="grid min-h-0 gap-2.5 overflow-y-auto px-4 py-2.5 text-ink-2">{children}</div>
          </Primitive.Description>
          {problem && (
            <div className="px-4 pb-1">
              <ProblemNote problem={problem} {...(blockerLink && { blockerLink })} />
            </div>
          )}
          <footer className="flex flex-wrap justify-end gap-2 px-4 pt-1.5 pb-4">
            <Primitive.Cancel asChild>
              <Button>Cancel</Button>
            </Primitive.Cancel>
            <Button variant={tone} busy={busy} onClick={confirm}>
              {confirmLabel}
            </Button>
          </footer>
        </Primitive.Content>
      </Primitive.Portal>
    </Primitive.Root>
  );
}
