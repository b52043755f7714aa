import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { EntryCard } from "#components/entry/entry-card";
import { SignInForm } from "#components/entry/sign-in-form";
import { ownPath } from "#lib/domain/own-path";
import { getSetupState } from "#lib/operations/links";
import { getCaller } from "#lib/web/caller";
import { load } from "#lib/web/page";
import { signIn } from "../actions";

export const metadata: Metadata = { title: "Sign in" };

export default async function SignInPage({ searchParams }: PageProps<"/sign-in">) {
  const { next } = await searchParams;
  const path = ownPath(Array.isArray(next) ? next[0] : next);
  const { actor } = await getCaller();
  if (actor) redirect(path);
  const { done } = await load(getSetupState, {});
  if (!done) return <FirstRun />;
  return (
    <EntryCard
      title="Sign in"
      aside="No password yet, or forgot it? An administrator of your organization can give you a link to choose one."
    >
      <SignInForm signIn={signIn} next={path} />
    </EntryCard>
  );
}

function FirstRun() {
  return (
    <EntryCard title="Nobody has an account yet">
      <p className="text-ink-2">
        The first administrator is made with the one-time link that the server printed when it started. It
        looks like <code>/setup/…</code>. Each start prints a new one until it is used.
      </p>
    </EntryCard>
  );
}
