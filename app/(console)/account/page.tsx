import type { Metadata } from "next";
import { PasswordChange } from "#components/account/password-change";
import { SessionTable } from "#components/account/session-table";
import { SignOutEverywhere } from "#components/account/sign-out-everywhere";
import { Panel } from "#components/ui/panel";
import { leastPasswordLength } from "#lib/domain/people";
import { getOverview } from "#lib/operations/overview";
import { listSessions } from "#lib/operations/sessions";
import { getCookieHeader } from "#lib/web/entry";
import { load } from "#lib/web/page";
import { changePassword, signOutEverywhere } from "./actions";

export const metadata: Metadata = { title: "Account" };

export default async function AccountPage() {
  const { person, organization } = await load(getOverview, {});
  const sessions = await load(listSessions, { cookie: await getCookieHeader() });
  return (
    <div className="grid gap-4">
      <div className="grid gap-4 lg:grid-cols-2">
        <Panel title="You">
          <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-6 gap-y-2 [overflow-wrap:anywhere] [&_dt]:text-ink-2">
            <dt>Name</dt>
            <dd>{person.name}</dd>
            <dt>E-mail</dt>
            <dd>{person.email}</dd>
            <dt>Organization</dt>
            <dd>{organization.name}</dd>
          </dl>
          <p className="mt-3 text-sm text-ink-3">An administrator can change your name.</p>
        </Panel>
        <Panel title="Password">
          <PasswordChange
            changePassword={changePassword}
            email={person.email}
            leastPasswordLength={leastPasswordLength}
          />
        </Panel>
      </div>
      <section className="grid gap-2.5">
        <div className="flex flex-wrap items-center justify-between gap-2">
          <h2>Where you are signed in</h2>
          <SignOutEverywhere signOutEverywhere={signOutEverywhere} />
        </div>
        <SessionTable sessions={sessions} />
      </section>
    </div>
  );
}
