"use client";
import { X } from "lucide-react";
import * as Dialog from "radix-ui/dialog";
import type { ReactNode } from "react";
import { buttonLook } from "#components/ui/button";
import { overlayLook, useReturnedFocus } from "#components/ui/dialog-content";

export function NarrowSheet({ onClose, children }: { onClose: () => void; children: ReactNode }) {
  const returnFocus = useReturnedFocus();
  return (
    <Dialog.Root open onOpenChange={onClose}>
      <Dialog.Portal>
        <Dialog.Overlay className={overlayLook} />
        <Dialog.Content
          aria-describedby={undefined}
          onCloseAutoFocus={returnFocus}
          className="appear fixed inset-y-0 left-0 z-50 flex w-64 max-w-[85vw] flex-col overflow-y-auto border-r border-line bg-sunken px-2.5 py-3.5"
        >
          <Dialog.Title className="sr-only">Menu</Dialog.Title>
          <Dialog.Close
            className={buttonLook({ variant: "plain", shape: "icon", className: "absolute top-3 right-3" })}
          >
            <X aria-hidden />
            <span className="sr-only">Close</span>
          </Dialog.Close>
          <nav aria-label="Main" className="flex grow flex-col gap-0.5">
            {children}
          </nav>
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
