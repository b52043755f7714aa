"use client";
import * as Primitive from "radix-ui/alert-dialog";
import { type ReactNode, useState, useTransition } from "react";
import { cn } from "#lib/client/class-names";
import type { Problem } from "#lib/domain/errors";
import { Button } from "./button";
import { dialogLook, overlayLook, useReturnedFocus } from "./dialog-content";
import { type BlockerLink, ProblemNote } from "./problem-note";

interface ConfirmContentProps {
  title: string;
  children: ReactNode;
  confirmLabel: string;
  tone?: "go" | "bad" | undefined;
  onConfirm: () => Promise<Problem | null>;
  blockerLink?: BlockerLink | undefined;
  onClose: () => void;
}

export function ConfirmContent(props: ConfirmContentProps) {
  const { title, children, confirmLabel, tone = "bad", onConfirm, blockerLink, onClose } = props;
  const [problem, setProblem] = useState<Problem | null>(null);
  const [busy, startTransition] = useTransition();
  const returnFocus = useReturnedFocus();

  function confirm() {
    startTransition(async () => {
      const found = await onConfirm();
      setProblem(found);
      if (!found) onClose();
    });
  }
  return (
    <Primitive.Root open onOpenChange={onClose}>
      <Primitive.Portal>
        <Primitive.Overlay className={overlayLook} />
        <Primitive.Content onCloseAutoFocus={returnFocus} className={cn(dialogLook, "max-w-md")}>
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
