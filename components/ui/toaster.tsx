"use client";
import dynamic from "next/dynamic";

/** What an action says after it; loaded after the page, which never needs it first. */
const Sonner = dynamic(() => import("sonner").then((sonner) => sonner.Toaster), { ssr: false });

export function Toaster() {
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
