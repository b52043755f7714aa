import type { Metadata } from "next";
import type { ReactNode } from "react";
import { Link } from "#components/ui/link";
import { Mark } from "#components/ui/status";

// The address of a one-time page is its secret: it must not travel to wherever a link leads.
export const metadata: Metadata = { referrer: "no-referrer", robots: { index: false } };

export default function EntryLayout({ children }: { children: ReactNode }) {
  return (
    <main className="mx-auto w-full max-w-[416px] px-4 pt-[max(24px,12dvh)] pb-8">
      <Link
        href="/"
        className="mb-3.5 ml-5 inline-flex items-center gap-[9px] rounded-md font-semibold tracking-[-0.01em]"
      >
        <Mark />
        Plimsoll
      </Link>
      {children}
    </main>
  );
}
