import type { Metadata } from "next";
import { EntryCard } from "#components/entry/entry-card";
import { SetupForm } from "#components/entry/setup-form";
import { leastPasswordLength } from "#lib/domain/people";
import { checkSetupLink } from "#lib/operations/links";
import { load } from "#lib/web/page";
import { setUp } from "../../actions";

export const metadata: Metadata = { title: "Set up" };

export default async function SetupPage({ params }: PageProps<"/setup/[secret]">) {
  const { secret } = await params;
  await load(checkSetupLink, { secret });
  return (
    <EntryCard
      title="Set up Plimsoll"
      description="You become the first administrator: of your organization, and of this installation."
    >
      <SetupForm setUp={setUp} secret={secret} leastPasswordLength={leastPasswordLength} />
    </EntryCard>
  );
}
