"use client";
import { lazy, type ReactElement, type ReactNode, Suspense, useId, useRef, useState } from "react";
import { Opener } from "./opener";

interface DropdownMenuProps {
  trigger: ReactElement;
  align?: "start" | "end";
  side?: "top" | "bottom";
  /** Of the menu itself. */
  className?: string;
  /** `MenuItem`, `MenuLink`, `MenuSeparator`. */
  children: ReactNode;
}

const load = () => import("./menu-content");
const MenuContent = lazy(() => load().then((module) => ({ default: module.MenuContent })));
export const MenuItem = lazy(() => load().then((module) => ({ default: module.MenuItem })));
export const MenuLink = lazy(() => load().then((module) => ({ default: module.MenuLink })));
export const MenuSeparator = lazy(() => load().then((module) => ({ default: module.MenuSeparator })));

export function DropdownMenu({ trigger, children, ...content }: DropdownMenuProps) {
  const [open, setOpen] = useState(false);
  const opener = useRef<HTMLElement>(null);
  const id = useId();
  return (
    <span className="relative inline-flex min-w-0 max-w-full">
      <Opener
        ref={opener}
        id={id}
        trigger={trigger}
        popup="menu"
        open={open}
        onPress={() => setOpen(!open)}
        load={load}
      />
      {open && (
        <Suspense>
          <MenuContent {...content} opener={opener} labelledBy={id} onClose={() => setOpen(false)}>
            {children}
          </MenuContent>
        </Suspense>
      )}
    </span>
  );
}
