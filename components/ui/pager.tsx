import { ChevronLeft, ChevronRight } from "lucide-react";
import type { ReactNode } from "react";
import { Link } from "#components/ui/link";
import { countWords } from "#lib/domain/count-words";
import { buttonLook } from "./button";

interface PagerProps {
  /** Of the first item on this page, from 0. */
  offset: number;
  /** Items on this page. */
  count: number;
  /** Of all pages, where that is known. */
  total?: number;
  /** Null at either end. */
  previousHref: string | null;
  nextHref: string | null;
  /** At the right end, such as the hint at the page's keys. */
  children?: ReactNode;
}

export function Pager({ offset, count, total, previousHref, nextHref, children }: PagerProps) {
  const range = count === 0 ? "0" : `${countWords(offset + 1)}–${countWords(offset + count)}`;
  return (
    <div className="my-3.5 flex flex-wrap items-center gap-2 text-sm text-ink-3">
      <p>
        {range}
        {total !== undefined && ` of ${countWords(total)}`}
      </p>
      {(previousHref || nextHref) && (
        <nav aria-label="Pages" className="flex gap-1">
          <Step href={previousHref} label="Previous page" icon={<ChevronLeft aria-hidden />} />
          <Step href={nextHref} label="Next page" icon={<ChevronRight aria-hidden />} />
        </nav>
      )}
      <div className="ml-auto">{children}</div>
    </div>
  );
}

function Step({ href, label, icon }: { href: string | null; label: string; icon: ReactNode }) {
  const look = buttonLook({ shape: "icon" });
  if (!href) {
    return (
      <span aria-hidden="true" className={`${look} opacity-40`}>
        {icon}
      </span>
    );
  }
  return (
    <Link href={href} className={look} aria-label={label}>
      {icon}
    </Link>
  );
}
