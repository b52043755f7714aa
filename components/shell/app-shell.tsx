"use client";
import { lazy, type ReactNode, Suspense } from "react";
import { Link } from "#components/ui/link";
import { NavLink } from "#components/ui/nav-link";
import { Mark } from "#components/ui/status";
import { countWords } from "#lib/domain/count-words";
import { NarrowMenu } from "./narrow-menu";
import { PrefetchOnIntent } from "./prefetch-on-intent";
import { ShellKeys } from "./shell-keys";
import { UserMenu } from "./user-menu";

export interface NavItem {
  href: string;
  label: string;
  count?: number;
}

interface AppShellProps {
  main: NavItem[];
  /** Shown under its own head; leave out for who may not administrate. */
  administration?: NavItem[];
  user: { id: string; name: string; email: string };
  accountHref: string;
  /** A server action. */
  signOut: () => Promise<void>;
  children: ReactNode;
}

/**
 * Side bar and main column. Every page in it begins with a `TopBar`, which leaves room for the narrow menu's button.
 * A component of the client, since what it is drawn from is a tenth of what it is drawn as, and both would be sent.
 */
export function AppShell({ main, administration = [], user, accountHref, signOut, children }: AppShellProps) {
  const navigation = (
    <>
      <NavList items={main} />
      {administration.length > 0 && (
        <>
          <p aria-hidden="true" className="mx-2 mt-3 mb-1 text-xs text-ink-3">
            Administration
          </p>
          <NavList items={administration} label="Administration" />
        </>
      )}
      <div className="mt-auto pt-4">
        <UserMenu name={user.name} email={user.email} accountHref={accountHref} signOut={signOut} />
      </div>
    </>
  );
  return (
    <div className="min-h-dvh md:grid md:grid-cols-[208px_minmax(0,1fr)] print:block">
      <PrefetchOnIntent />
      <ShellKeys
        personId={user.id}
        destinations={[...main, ...administration, { href: accountHref, label: "Account" }].map(
          ({ href, label }) => ({ href, label }),
        )}
        signOut={signOut}
      />
      <a
        href="#main"
        data-screen-only
        className="sr-only rounded-md bg-surface focus:not-sr-only focus:absolute focus:top-2 focus:left-2 focus:z-50 focus:px-3 focus:py-1.5"
      >
        Skip to the content
      </a>
      <nav
        aria-label="Main"
        className="sticky top-0 z-10 flex h-dvh flex-col gap-0.5 overflow-y-auto border-r border-line bg-sunken px-2.5 py-3.5 max-md:hidden"
      >
        <Brand />
        {navigation}
      </nav>
      <div className="relative min-w-0">
        <NarrowMenu>
          <Brand />
          {navigation}
        </NarrowMenu>
        <main id="main" tabIndex={-1} className="px-4 pb-8 outline-none md:px-7 md:pb-10 print:p-0">
          {children}
        </main>
      </div>
    </div>
  );
}

const NotFound = lazy(() =>
  import("./console-not-found").then((module) => ({ default: module.ConsoleNotFound })),
);
const Forbidden = lazy(() =>
  import("./console-forbidden").then((module) => ({ default: module.ConsoleForbidden })),
);

/**
 * Instead of a page that is not there, and below of one that may not be seen. What they are drawn with comes when they
 * are: it would be 2 kB on every page. They are of the shell's module, for every page loads these two as well.
 */
export function NotFoundScreen() {
  return (
    <Suspense>
      <NotFound />
    </Suspense>
  );
}

export function ForbiddenScreen() {
  return (
    <Suspense>
      <Forbidden />
    </Suspense>
  );
}

function Brand() {
  return (
    <Link
      href="/"
      className="mb-2.5 flex items-center gap-[9px] self-start rounded-md px-2 py-1 font-semibold tracking-[-0.01em]"
    >
      <Mark />
      Plimsoll
    </Link>
  );
}

function NavList({ items, label }: { items: NavItem[]; label?: string }) {
  return (
    <ul aria-label={label} className="grid gap-0.5">
      {items.map((item) => (
        <li key={item.href}>
          <NavLink href={item.href} className="nav-item">
            {item.label}
            {item.count !== undefined && (
              <span className="ml-auto text-sm font-normal text-ink-3">{countWords(item.count)}</span>
            )}
          </NavLink>
        </li>
      ))}
    </ul>
  );
}
