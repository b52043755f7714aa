import type { Metadata } from "next";
import { EntryCard } from "#components/entry/entry-card";
import { PasswordForm } from "#components/entry/password-form";
import { leastPasswordLength } from "#lib/domain/people";
import { checkPasswordLink } from "#lib/operations/links";
import { load } from "#lib/web/page";
import { choosePassword } from "../../actions";

export const metadata: Metadata = { title: "Choose a password" };

export default async function PasswordPage({ params }: PageProps<"/password/[secret]">) {
  const { secret } = await params;
  const { name, email } = await load(checkPasswordLink, { secret });
  return (
    <EntryCard
      title={`Welcome, ${name}`}
      description={
        <>
          Choose a password for <span className="font-medium text-ink">{email}</span>. Wherever you are signed
          in now, you will be signed out.
        </>
      }
    >
      <PasswordForm
        choosePassword={choosePassword}
        secret={secret}
        email={email}
        leastPasswordLength={leastPasswordLength}
      />
    </EntryCard>
  );
}
