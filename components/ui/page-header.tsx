"use client";
import { Fragment, type ReactNode } from "react";
import { Link } from "#components/ui/link";

interface PageHeaderProps {
  title: ReactNode;
  /** Beside the title: a status, a count. */
  meta?: ReactNode;
  description?: ReactNode;
  actions?: ReactNode;
}

export function PageHeader({ title, meta, description, actions }: PageHeaderProps) {
  return (
    <div className="mb-3.5 flex flex-wrap items-start gap-x-4 gap-y-2">
      <div className="min-w-0 grow basis-64">
        <div className="flex flex-wrap items-baseline gap-x-2.5">
          <h1 className="min-w-0 [overflow-wrap:anywhere]">{title}</h1>
          {meta && <div className="flex flex-wrap items-baseline gap-x-2.5 text-sm text-ink-3">{meta}</div>}
        </div>
        {description && <div className="text-ink-2 [overflow-wrap:anywhere]">{description}</div>}
      </div>
      {actions && (
        <div data-screen-only className="flex flex-wrap gap-2">
          {actions}
        </div>
      )}
    </div>
  );
}

export interface Crumb {
  label: string;
  /** Left out on the last one, which is the page itself. */
  href?: string;
}

export function Breadcrumb({ items }: { items: Crumb[] }) {
  return (
    <nav aria-label="Breadcrumb" className="min-w-0">
      <ol className="flex min-w-0 items-center gap-[7px] text-ink-2">
        {items.map(({ label, href }, index) => (
          <Fragment key={`${href} ${label}`}>
            {index > 0 && (
              <li aria-hidden="true" className="text-ink-3">
                /
              </li>
            )}
            <li className="min-w-0 truncate">
              {href ? (
                <Link href={href} className="hover:underline">
                  {label}
                </Link>
              ) : (
                <span aria-current="page" className="font-medium text-ink">
                  {label}
                </span>
              )}
            </li>
          </Fragment>
        ))}
      </ol>
    </nav>
  );
}
