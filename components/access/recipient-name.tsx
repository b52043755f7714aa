import { Building2, User, Users } from "lucide-react";
import type { RecipientType } from "#lib/domain/roles";

const icons: Record<RecipientType, typeof User> = { user: User, group: Users, organization: Building2 };
const words: Record<RecipientType, string> = { user: "person", group: "group", organization: "everybody in" };

export function RecipientName({ recipient }: { recipient: { recipientType: RecipientType; name: string } }) {
  const Icon = icons[recipient.recipientType];
  return (
    <span className="inline-flex min-w-0 max-w-full items-center gap-2 align-middle">
      <Icon aria-hidden className="size-3.5 shrink-0 text-ink-3" />
      <span className="sr-only">{words[recipient.recipientType]} </span>
      <span className="truncate" title={recipient.name}>
        {recipient.name}
      </span>
    </span>
  );
}
