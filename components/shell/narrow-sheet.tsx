"use client";
import { X } from "lucide-react";
import { type ReactNode, useId } from "react";
import { Button } from "#components/ui/button";
import { Modal } from "#components/ui/modal";

export function NarrowSheet({ onClose, children }: { onClose: () => void; children: ReactNode }) {
  const title = useId();
  return (
    <Modal
      labelledBy={title}
      onClose={onClose}
      className="inset-y-0 left-0 flex h-auto max-h-none w-64 max-w-[85vw] flex-col overflow-y-auto border-r border-line bg-sunken px-2.5 py-3.5"
    >
      <h2 id={title} className="sr-only">
        Menu
      </h2>
      <Button variant="plain" shape="icon" className="absolute top-3 right-3" onClick={onClose}>
        <X aria-hidden />
        <span className="sr-only">Close</span>
      </Button>
      <nav aria-label="Main" className="flex grow flex-col gap-0.5">
        {children}
      </nav>
    </Modal>
  );
}
