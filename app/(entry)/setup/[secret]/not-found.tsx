import { EntryCard } from "#components/entry/entry-card";
import { LinkButton } from "#components/ui/button";

export default function SetupLinkGone() {
  return (
    <EntryCard
      title="This link does not work any more"
      description="It was used already, or a later start of the server made a new one. If there is an administrator now, sign in; if not, restart the server and use the link that it prints."
    >
      <LinkButton href="/sign-in" variant="go">
        Sign in
      </LinkButton>
    </EntryCard>
  );
}
