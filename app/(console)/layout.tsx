import type { ReactNode } from "react";
import { AppShell } from "#components/shell/app-shell";
import { Live } from "#components/shell/live";
import { isAdministrator } from "#lib/domain/actors";
import { getOverview } from "#lib/operations/overview";
import { getCaller } from "#lib/web/caller";
import { load } from "#lib/web/page";
import { signOut } from "../(entry)/actions";

const administration = [
  { href: "/admin/people", label: "People" },
  { href: "/admin/groups", label: "Groups" },
  { href: "/admin/environments", label: "Execution environments" },
  { href: "/admin/bundles", label: "Compute bundles" },
  { href: "/admin/organization", label: "Organization" },
  { href: "/admin/audit", label: "Audit" },
];
const platform = [{ href: "/admin/organizations", label: "Organizations" }];

export default async function ConsoleLayout({ children }: { children: ReactNode }) {
  const { person, repositories, artifacts, workloads } = await load(getOverview, {});
  const { actor } = await getCaller();
  return (
    <AppShell
      main={[
        { href: "/repositories", label: "Repositories", count: repositories },
        { href: "/artifacts", label: "Artifacts", count: artifacts },
        { href: "/workloads", label: "Workloads", count: workloads },
        { href: "/credentials", label: "Credentials" },
      ]}
      {...(isAdministrator(person) && {
        administration: [...administration, ...(person.role === "platformAdministrator" ? platform : [])],
      })}
      user={person}
      accountHref="/account"
      signOut={signOut}
    >
      {children}
      {actor && <Live personId={actor.userId} since={actor.epoch} />}
    </AppShell>
  );
}
