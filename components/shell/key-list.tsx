"use client";
import { DialogContent } from "#components/ui/dialog-content";
import { Checkbox } from "#components/ui/input";
import { Kbd } from "#components/ui/kbd";
import { type ActionScope, type OfferedAction, useOfferedActions } from "#lib/client/page-actions";
import { singleKeysOn, turnSingleKeys } from "#lib/client/shortcuts";

const sections: { scope: ActionScope; title: string }[] = [
  { scope: "page", title: "On this page" },
  { scope: "everywhere", title: "Everywhere" },
];

/** The keys of the page one is on, and those that are the same on every page. */
export function KeyList({ onClose }: { onClose: () => void }) {
  const actions = distinct(useOfferedActions().filter(({ keys }) => keys !== undefined));
  return (
    <DialogContent title="Keys on this page" onClose={onClose}>
      <div className="grid gap-4">
        {sections.map(({ scope, title }) => (
          <KeySection key={scope} title={title} actions={actions.filter((one) => one.scope === scope)} />
        ))}
        <Checkbox
          label="Single keys work"
          help="Turn off if you press them by accident, or speak to your computer. Keys with Ctrl stay."
          defaultChecked={singleKeysOn()}
          onChange={(event) => turnSingleKeys(event.target.checked)}
        />
      </div>
    </DialogContent>
  );
}

/** Two that say the same, such as those of two tables, are one line. */
function distinct(actions: readonly OfferedAction[]): OfferedAction[] {
  return [...new Map(actions.map((action) => [`${action.keys} ${action.label}`, action])).values()];
}

function KeySection({ title, actions }: { title: string; actions: readonly OfferedAction[] }) {
  if (actions.length === 0) return null;
  return (
    <section aria-label={title}>
      <h3 className="mb-1.5 text-sm text-ink-3">{title}</h3>
      <dl className="grid grid-cols-[minmax(72px,auto)_1fr] items-baseline gap-x-4 gap-y-1.5">
        {actions.map(({ keys = [], label, refusal }) => (
          <div key={`${keys} ${label}`} className="contents">
            <dt className="flex gap-1">
              {keys.map((key) => (
                <Kbd key={key}>{key}</Kbd>
              ))}
            </dt>
            <dd className={refusal ? "text-ink-3" : undefined}>
              {label}
              {refusal && <span className="block text-sm">{refusal}</span>}
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
