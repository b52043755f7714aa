import type { ReactNode } from "react";
import { TopBar } from "#components/shell/top-bar";
import { PageHeader } from "#components/ui/page-header";
import { TabLinks } from "#components/ui/tab-links";

export default function AccountLayout({ children }: { children: ReactNode }) {
  return (
    <>
      <TopBar crumbs={[{ label: "Account" }]} />
      <PageHeader title="Account" />
      <TabLinks
        label="Account"
        tabs={[
          { href: "/account", label: "Sign-in", exact: true },
          { href: "/account/tokens", label: "API tokens" },
        ]}
      />
      {children}
    </>
  );
}
