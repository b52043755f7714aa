import { StatusIcon, type StatusKind } from "#components/ui/status";
import { roleWords } from "#lib/client/role-words";
import type { SharingChange, SharingPreview } from "#lib/domain/sharing-preview";
import { RecipientName } from "./recipient-name";

const kinds: {
  key: keyof SharingPreview;
  title: string;
  icon: StatusKind;
  words: (change: SharingChange) => string;
}[] = [
  { key: "gains", title: "Gain access", icon: "ok", words: ({ after }) => `as ${label(after)}` },
  {
    key: "changes",
    title: "Change role",
    icon: "draft",
    words: ({ before, after }) => `from ${label(before)} to ${label(after)}`,
  },
  { key: "loses", title: "Lose access", icon: "bad", words: ({ before }) => `was ${label(before)}` },
];

/** Who gains, who changes and who loses, and what stays theirs through the repository. */
export function PreviewLines({ preview }: { preview: SharingPreview }) {
  return (
    <div className="grid gap-3">
      {kinds
        .filter(({ key }) => preview[key].length > 0)
        .map(({ key, title, icon, words }) => (
          <section key={key}>
            <h3 className="font-medium">
              {title} ({preview[key].length})
            </h3>
            <ul className="mt-1 grid gap-1">
              {preview[key].map((change) => (
                <li
                  key={`${change.recipient.recipientType} ${change.recipient.recipientId}`}
                  className="flex flex-wrap items-center gap-x-2"
                >
                  <StatusIcon kind={icon} />
                  <RecipientName recipient={change.recipient} />
                  <span className="text-ink-2">{words(change)}</span>
                  {change.inherited && (
                    <span className="text-sm text-ink-3">
                      ({roleWords[change.inherited].label} through the repository in any case)
                    </span>
                  )}
                </li>
              ))}
            </ul>
          </section>
        ))}
    </div>
  );
}

function label(role: SharingChange["before"]): string {
  return role === null ? "nothing" : roleWords[role].label;
}
