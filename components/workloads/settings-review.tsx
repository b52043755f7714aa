"use client";
import { Button } from "#components/ui/button";
import { ChangeList } from "#components/ui/change-list";
import { Panel } from "#components/ui/panel";
import { ProblemNote } from "#components/ui/problem-note";
import type { RuntimeReview } from "#lib/client/runtime-review";
import type { FieldChange } from "#lib/domain/audit";
import type { Problem } from "#lib/domain/errors";

interface SettingsReviewProps {
  /** Null until it is known. */
  review: RuntimeReview | null;
  draftChanges: readonly FieldChange[];
  problem: Problem | null;
  /** Why nothing can be changed now. */
  refusal: string | null;
  busy: boolean;
  stopped: boolean;
  submit: () => void;
  discard: () => void;
}

/** What saving settings changes and means, and what saves them. */
export function SettingsReview(props: SettingsReviewProps) {
  const { review, draftChanges, problem, refusal, busy, stopped, submit, discard } = props;
  const untouched = review?.untouched === true;
  return (
    <Panel title="What saving changes">
      <div className="grid gap-3.5">
        {review && review.unplaced.length > 0 && (
          <p className="text-bad">
            {review.unplaced.map(({ path, message }) => `${path}: ${message}`).join("; ")}
          </p>
        )}
        {review && review.changes.length > 0 ? (
          <ChangeList changes={review.changes} caption="What saving changes" />
        ) : (
          <p className="text-ink-3">{untouched ? "Nothing yet." : wordsWithoutChanges(review)}</p>
        )}
        {!untouched && draftChanges.length > 0 && (
          <div>
            <p className="pb-2 text-ink-2">The draft was changed since it was started, and comes along:</p>
            <ChangeList changes={draftChanges} caption="What of the draft comes along" />
          </div>
        )}
        {problem && <ProblemNote problem={problem} />}
        <p className="text-ink-2">
          {stopped
            ? "It is stopped: saving starts it with these settings."
            : "Saving rolls: replicas with the new settings are started beside those that run, and take their place once they are ready."}
        </p>
        <div className="flex flex-wrap justify-end gap-2">
          <Button onClick={discard} disabledReason={untouched ? "Nothing is changed" : null}>
            Discard changes
          </Button>
          <Button
            variant="go"
            busy={busy}
            onClick={submit}
            disabledReason={refusal ?? (untouched ? "Nothing is changed" : obstacle(review))}
          >
            Save and roll
          </Button>
        </div>
      </div>
    </Panel>
  );
}

function wordsWithoutChanges(review: RuntimeReview | null): string {
  return review ? "What is wrong stands at its field; what changes shows without it." : "Being looked at…";
}

function obstacle(review: RuntimeReview | null): string | null {
  if (review === null) return "The rules are not loaded yet";
  return review.issues[0]?.message ?? null;
}
