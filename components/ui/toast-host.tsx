"use client";
import { useEffect } from "react";
import { Toaster as Sonner, toast } from "sonner";
import { type Notice, receiveNotices } from "#lib/client/notify";

function show({ tone, message, description }: Notice) {
  if (tone === "done") toast.success(message, { description });
  else toast.error(message, { description, duration: 10_000 });
}

export function ToastHost({ first }: { first: Notice }) {
  // Notices come from outside React.
  useEffect(() => {
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
          description: "text-sm text-ink-2",
          icon: "mt-0.5 shrink-0",
          success: "[&_[data-icon]]:text-ok",
          error: "[&_[data-icon]]:text-bad",
        },
      }}
    />
  );
}
