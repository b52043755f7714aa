import { NavLink } from "./nav-link";
import { PageActions } from "./page-actions";

export interface TabLink {
  href: string;
  label: string;
  count?: number;
  exact?: boolean;
}

/** Tabs that are pages of their own: each has its URL, none needs script. */
export function TabLinks({ label, tabs }: { label: string; tabs: TabLink[] }) {
  return (
    <nav aria-label={label} className="mt-4 mb-[18px] border-b border-line">
      <PageActions actions={tabs.map((tab) => ({ label: `Open ${tab.label}`, href: tab.href }))} />
      <ul className="-mb-px flex flex-wrap gap-x-5">
        {tabs.map((tab) => (
          <li key={tab.href}>
            <NavLink
              href={tab.href}
              exact={tab.exact ?? false}
              className="flex items-baseline gap-1.5 border-b-2 border-transparent py-[7px] text-ink-2 hover:text-ink aria-[current]:border-ink aria-[current]:font-medium aria-[current]:text-ink"
            >
              {tab.label}
              {tab.count !== undefined && <span className="text-sm font-normal text-ink-3">{tab.count}</span>}
            </NavLink>
          </li>
        ))}
      </ul>
    </nav>
  );
}
