"use client";
import { useEffect, useState } from "react";
import { Toaster as Sonner, toast } from "sonner";
import { buttonLook } from "#components/ui/button";
import { type Notice, receiveNotices } from "#lib/client/notify";
import { usePageActions } from "#lib/client/page-actions";
import { send } from "#lib/client/send";

/** Long enough to read it, find out that it was wrong, and reach the button by keyboard. */
const undoableMs = 12_000;
const failedMs = 10_000;

type Undoable = Notice & { undo: NonNullable<Notice["undo"]>; toastId: string | number };

async function putBack({ message, undo, toastId }: Undoable): Promise<void> {
  toast.dismiss(toastId);
  const result = await send(undo());
  if (result.ok) toast.success(`Undone: ${message}`);
  else toast.error("Could not be undone", { description: result.problem.detail, duration: failedMs });
}

export function ToastHost({ first }: { first: Notice }) {
  const [undoable, setUndoable] = useState<Undoable | null>(null);
  usePageActions(
    undoable ? [{ label: `Undo: ${undoable.message}`, keys: ["z"], run: () => putBack(undoable) }] : [],
    "everywhere",
  );
  // Notices come from outside React.
  useEffect(() => {
    function show(notice: Notice) {
      const { tone, message, description, undo } = notice;
      if (tone === "failed") return void toast.error(message, { description, duration: failedMs });
      if (!undo) return void toast.success(message, { description });
      const forget = () => setUndoable((shown) => (shown?.undo === undo ? null : shown));
      const toastId = toast.success(message, {
        description,
        duration: undoableMs,
        onAutoClose: forget,
        onDismiss: forget,
        action: { label: "Undo", onClick: () => void putBack({ ...notice, undo, toastId }) },
      });
      setUndoable({ ...notice, undo, toastId });
    }
    show(first);
    return receiveNotices(show);
  }, [first]);
  return (
    <Sonner
      position="bottom-right"
      style={{ fontFamily: "inherit" }}
      toastOptions={{
        unstyled: true,
        classNames: {
          toast:
            "flex w-(--width) items-start gap-2.5 rounded-lg border border-line bg-surface px-3.5 py-2.5 text-base text-ink shadow-float",
          content: "min-w-0 grow",
          description: "text-sm text-ink-2",
          icon: "mt-0.5 shrink-0",
          success: "[&_[data-icon]]:text-ok",
          error: "[&_[data-icon]]:text-bad",
          actionButton: buttonLook({ className: "shrink-0" }),
        },
      }}
    />
  );
}
