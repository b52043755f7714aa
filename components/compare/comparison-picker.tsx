"use client";
import { useState } from "react";
import { Button, LinkButton } from "#components/ui/button";
import { RelativeTime } from "#components/ui/relative-time";
import { Status } from "#components/ui/status";
import { mostCompared, suggestComparison } from "#lib/client/comparison-view";
import { compareHref, versionLabel } from "#lib/client/registry-view";
import type { ArtifactStatus } from "#lib/domain/artifacts";

interface ComparisonPickerProps {
  /** Newest first. */
  artifacts: readonly {
    id: string;
    name: string;
    status: ArtifactStatus;
    version: number | null;
    when: Date;
  }[];
}

/** Versions and drafts of a repository to choose two or more from; the oldest chosen is the base. */
export function ComparisonPicker({ artifacts }: ComparisonPickerProps) {
  const [chosen, setChosen] = useState(() => new Set(suggestComparison(artifacts)));
  const ids = artifacts.flatMap(({ id }) => (chosen.has(id) ? [id] : [])).toReversed();
  const reason =
    ids.length < 2 ? "Choose two or more" : ids.length > mostCompared ? `At most ${mostCompared}` : null;
  function toggle(id: string) {
    const next = new Set(chosen);
    if (!next.delete(id)) next.add(id);
    setChosen(next);
  }
  return (
    <>
      <fieldset className="overflow-hidden rounded-lg border border-line bg-surface">
        <legend className="sr-only">Versions and drafts to compare</legend>
        {artifacts.map(({ id, name, status, version, when }) => (
          <label
            key={id}
            className="flex min-h-row items-center gap-3 border-t border-line px-3.5 first-of-type:border-t-0 hover:bg-sunken"
          >
            <input
              type="checkbox"
              checked={chosen.has(id)}
              onChange={() => toggle(id)}
              className="size-4 shrink-0 accent-accent"
            />
            <Status kind={status} className="w-16">
              {versionLabel({ version })}
            </Status>
            <span className="min-w-0 grow truncate font-medium">{name}</span>
            {id === ids[0] && ids.length > 1 && <span className="text-sm text-ink-2">base</span>}
            <span className="shrink-0 text-sm text-ink-3">
              <RelativeTime date={when} />
            </span>
          </label>
        ))}
      </fieldset>
      <div className="my-3.5">
        {reason ? (
          <Button variant="go" disabledReason={reason}>
            Compare
          </Button>
        ) : (
          <LinkButton variant="go" href={compareHref(ids)}>
            Compare {ids.length}
          </LinkButton>
        )}
      </div>
    </>
  );
}
