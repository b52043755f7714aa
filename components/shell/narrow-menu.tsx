"use client";
import { Menu, X } from "lucide-react";
import { usePathname } from "next/navigation";
import * as Dialog from "radix-ui/dialog";
import { type ReactNode, useState } from "react";
import { buttonLook } from "#components/ui/button";
import { overlayLook } from "#components/ui/dialog";

/** The side bar of narrow screens: a button in the top bar, and a sheet that closes when one has gone somewhere. */
export function NarrowMenu({ children }: { children: ReactNode }) {
  const here = usePathname();
  const [openAt, setOpenAt] = useState<string | null>(null);
  return (
    <Dialog.Root open={openAt === here} onOpenChange={(open) => setOpenAt(open ? here : null)}>
      <Dialog.Trigger
        className={buttonLook({
          variant: "plain",
          shape: "icon",
          className: "absolute top-[11px] left-3 md:hidden",
        })}
      >
        <Menu aria-hidden className="size-4!" />
        <span className="sr-only">Menu</span>
      </Dialog.Trigger>
      <Dialog.Portal>
        <Dialog.Overlay className={overlayLook} />
        <Dialog.Content
          aria-describedby={undefined}
          className="appear fixed inset-y-0 left-0 z-50 flex w-64 max-w-[85vw] flex-col gap-0.5 overflow-y-auto border-r border-line bg-sunken px-2.5 py-3.5"
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
