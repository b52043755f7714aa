"use client";
import { X } from "lucide-react";
import { createContext, type ReactNode, use, useId } from "react";
import { cn } from "#lib/client/class-names";
import { Button, type ButtonProps } from "./button";
import { Modal } from "./modal";

interface DialogContentProps {
  title: ReactNode;
  description?: ReactNode;
  footer?: ReactNode;
  wide?: boolean | undefined;
  onClose: () => void;
  children: ReactNode;
}

export const dialogLook =
  "inset-x-0 top-[max(16px,12vh)] mx-auto flex max-h-[calc(100dvh-32px-12vh)] w-[calc(100vw-32px)] flex-col rounded-lg border border-line bg-surface shadow-float";

const Close = createContext<() => void>(() => undefined);

export function DialogContent({ title, description, footer, wide, onClose, children }: DialogContentProps) {
  const id = useId();
  return (
    <Modal
      labelledBy={`${id}title`}
      describedBy={description ? `${id}description` : undefined}
      className={cn(dialogLook, wide ? "max-w-3xl" : "max-w-lg")}
      onClose={onClose}
    >
      <Close value={onClose}>
        <header className="flex items-start gap-3 border-b border-line px-4 py-2.5">
          <div className="min-w-0 grow">
            <h2 id={`${id}title`} className="[overflow-wrap:anywhere]">
              {title}
            </h2>
            {description && (
              <p id={`${id}description`} className="text-ink-2">
                {description}
              </p>
            )}
          </div>
          <Button variant="plain" shape="icon" className="-mt-1 -mr-2" onClick={onClose}>
            <X aria-hidden />
            <span className="sr-only">Close</span>
          </Button>
        </header>
        <div className="min-h-0 overflow-y-auto p-4">{children}</div>
        {footer && (
          <footer className="flex flex-wrap justify-end gap-2 border-t border-line px-4 py-3">
            {footer}
          </footer>
        )}
      </Close>
    </Modal>
  );
}

/** A button inside a dialog that closes it. */
export function DialogClose(props: Omit<ButtonProps, "onClick">) {
  return <Button {...props} onClick={use(Close)} />;
}
