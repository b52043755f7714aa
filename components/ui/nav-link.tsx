"use client";
import { usePathname } from "next/navigation";
import type { ComponentProps } from "react";
import { Link } from "#components/ui/link";

interface NavLinkProps extends ComponentProps<typeof Link> {
  href: string;
  /** Current only on this very page, not below it. */
  exact?: boolean;
}

/** A link that knows whether it is where one is (`aria-current`). */
export function NavLink({ exact = false, ...props }: NavLinkProps) {
  const here = usePathname();
  const path = props.href.split("?")[0];
  const current = here === path || (!exact && here.startsWith(`${path}/`));
  return <Link {...props} aria-current={current ? "page" : undefined} />;
}
