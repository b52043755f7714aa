"use client";
import { X } from "lucide-react";
import * as Primitive from "radix-ui/dialog";
import { type ReactNode, useState } from "react";
import { cn } from "#lib/client/class-names";
import { buttonLook } from "./button";

interface DialogContentProps {
  title: ReactNode;
  description?: ReactNode;
  footer?: ReactNode;
  wide?: boolean | undefined;
  onClose: () => void;
  children: ReactNode;
}

export const overlayLook = "appear fixed inset-0 z-40 bg-overlay";
export const dialogLook =
  "appear fixed top-[max(16px,12vh)] left-1/2 z-50 flex max-h-[calc(100dvh-32px-12vh)] w-[calc(100vw-32px)] -translate-x-1/2 flex-col rounded-lg border border-line bg-surface shadow-float";

/**
 * Gives the focus back to what had it: the primitive does so only for a trigger of its own. A dialog that the URL opens
 * is rendered on the server too, where nothing has the focus.
 */
export function useReturnedFocus() {
  // A dialog that the URL opens is made on the server first, where nothing has the focus.
  const [before] = useState(() => (typeof document === "undefined" ? null : document.activeElement));
  return (event: Event) => {
    event.preventDefault();
    if (before instanceof HTMLElement) before.focus();
  };
}

export function DialogContent({ title, description, footer, wide, onClose, children }: DialogContentProps) {
  const returnFocus = useReturnedFocus();
  return (
    <Primitive.Root open onOpenChange={onClose}>
      <Primitive.Portal>
        <Primitive.Overlay className={overlayLook} />
        <Primitive.Content
          onCloseAutoFocus={returnFocus}
          className={cn(dialogLook, wide ? "max-w-3xl" : "max-w-lg")}
          {...(!description && { "aria-describedby": undefined })}
        >
          <header className="flex items-start gap-3 border-b border-line px-4 py-2.5">
            <div className="min-w-0 grow">
              <Primitive.Title className="[overflow-wrap:anywhere]">{title}</Primitive.Title>
              {description && (
                <Primitive.Description className="text-ink-2">{description}</Primitive.Description>
              )}
            </div>
            <Primitive.Close
              className={buttonLook({ variant: "plain", shape: "icon", className: "-mt-1 -mr-2" })}
            >
              <X aria-hidden />
              <span className="sr-only">Close</span>
            </Primitive.Close>
          </header>
          <div className="min-h-0 overflow-y-auto p-4">{children}</div>
          {footer && (
            <footer className="flex flex-wrap justify-end gap-2 border-t border-line px-4 py-3">
              {footer}
            </footer>
          )}
        </Primitive.Content>
      </Primitive.Portal>
    </Primitive.Root>
  );
}

export const DialogClose = Primitive.Close;
