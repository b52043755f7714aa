"use client";
import { X } from "lucide-react";
import * as Primitive from "radix-ui/dialog";
import type { ReactElement, ReactNode } from "react";
import { cn } from "#lib/client/class-names";
import { buttonLook } from "./button";

interface DialogProps {
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

export const overlayLook = "appear fixed inset-0 z-40 bg-overlay";
export const dialogLook =
  "appear fixed top-[max(16px,12vh)] left-1/2 z-50 flex max-h-[calc(100dvh-32px-12vh)] w-[calc(100vw-32px)] -translate-x-1/2 flex-col rounded-lg border border-line bg-surface shadow-float";

export function Dialog({
  title,
  description,
  trigger,
  open,
  onOpenChange,
  footer,
  wide,
  children,
}: DialogProps) {
  const controlled = open === undefined ? {} : { open };
  return (
    <Primitive.Root {...controlled} {...(onOpenChange && { onOpenChange })}>
      {trigger && <Primitive.Trigger asChild>{trigger}</Primitive.Trigger>}
      <Primitive.Portal>
        <Primitive.Overlay className={overlayLook} />
        <Primitive.Content
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
              className={buttonLook({ variant: "plain", shape: "icon", className: "-mr-2 -mt-1" })}
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
