import { ChevronLeft, ChevronRight } from "lucide-react";
import type { ReactNode } from "react";
import { Link } from "#components/ui/link";
import { pageHref, type SearchParams } from "#lib/client/list-url";
import { countWords } from "#lib/domain/count-words";
import type { Page } from "#lib/domain/paging";
import { buttonLook } from "./button";

interface PagerProps {
  /** Of the list, and what its URL holds. */
  path: string;
  params: SearchParams;
  /** What is shown of the list; how many there are in all where that is known. */
  page: Omit<Page<unknown>, "totalCount"> & Partial<Pick<Page<unknown>, "totalCount">>;
  /** At the right end, such as the hint at the page's keys. */
  children?: ReactNode;
}

export function Pager({ path, params, page, children }: PagerProps) {
  const { offset, items, totalCount, previous, next } = page;
  const range = items.length === 0 ? "0" : `${countWords(offset + 1)}–${countWords(offset + items.length)}`;
  return (
    <div className="my-3.5 flex flex-wrap items-center gap-2 text-sm text-ink-3">
      <p>
        {range}
        {totalCount !== undefined && ` of ${countWords(totalCount)}`}
      </p>
      {(previous || next) && (
        <nav aria-label="Pages" className="flex gap-1">
          <Step
            href={pageHref(path, params, previous)}
            label="Previous page"
            icon={<ChevronLeft aria-hidden />}
          />
          <Step href={pageHref(path, params, next)} label="Next page" icon={<ChevronRight aria-hidden />} />
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
