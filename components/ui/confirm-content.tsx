"use client";
import { type ReactNode, useId, useState, useTransition } from "react";
import { cn } from "#lib/client/class-names";
import type { Problem } from "#lib/domain/errors";
import { Button } from "./button";
import { dialogLook } from "./dialog-content";
import { Modal } from "./modal";
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
  const id = useId();

  function confirm() {
    startTransition(async () => {
      const found = await onConfirm();
      setProblem(found);
      if (!found) onClose();
    });
  }
  return (
    <Modal
      alert
      labelledBy={`${id}title`}
      describedBy={`${id}description`}
      className={cn(dialogLook, "max-w-md")}
      onClose={onClose}
    >
      <h2 id={`${id}title`} className="px-4 pt-3.5 [overflow-wrap:anywhere]">
        {title}
      </h2>
      <div id={`${id}description`} className="grid min-h-0 gap-2.5 overflow-y-auto px-4 py-2.5 text-ink-2">
        {children}
      </div>
      {problem && (
        <div className="px-4 pb-1">
          <ProblemNote problem={problem} {...(blockerLink && { blockerLink })} />
        </div>
      )}
      <footer className="flex flex-wrap justify-end gap-2 px-4 pt-1.5 pb-4">
        <Button onClick={onClose} autoFocus>
          Cancel
        </Button>
        <Button variant={tone} busy={busy} onClick={confirm}>
          {confirmLabel}
        </Button>
      </footer>
    </Modal>
  );
}
