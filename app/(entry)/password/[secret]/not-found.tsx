import { EntryCard } from "#components/entry/entry-card";
import { LinkButton } from "#components/ui/button";

export default function PasswordLinkGone() {
  return (
    <EntryCard
      title="This link does not work any more"
      description="It was used already, it is older than a week, or a newer one was made. An administrator of your organization can give you another."
    >
      <LinkButton href="/sign-in" variant="go">
        Sign in
      </LinkButton>
    </EntryCard>
  );
}
