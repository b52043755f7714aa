"use client";
import { Menu } from "lucide-react";
import { usePathname } from "next/navigation";
import { lazy, type ReactNode, Suspense, useRef, useState } from "react";
import { Button } from "#components/ui/button";
import { Opener } from "#components/ui/opener";

const load = () => import("./narrow-sheet");
const NarrowSheet = lazy(() => load().then((module) => ({ default: module.NarrowSheet })));

/** The side bar of narrow screens: a button in the top bar, and a sheet that closes when one has gone somewhere. */
export function NarrowMenu({ children }: { children: ReactNode }) {
  const here = usePathname();
  const opener = useRef<HTMLElement>(null);
  const [openAt, setOpenAt] = useState<string | null>(null);
  const open = openAt === here;
  return (
    <>
      <Opener
        ref={opener}
        popup="dialog"
        open={open}
        onPress={() => setOpenAt(here)}
        load={load}
        trigger={
          <Button variant="plain" shape="icon" className="absolute top-[11px] left-3 md:hidden">
            <Menu aria-hidden className="size-4!" />
            <span className="sr-only">Menu</span>
          </Button>
        }
      />
      {open && (
        <Suspense>
          <NarrowSheet onClose={() => setOpenAt(null)}>{children}</NarrowSheet>
        </Suspense>
      )}
    </>
  );
}
