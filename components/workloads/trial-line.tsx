"use client";
import type { Ref } from "react";
import { Button } from "#components/ui/button";
import { Input, Select } from "#components/ui/input";
import type { TrialText } from "#lib/client/trial-text";
import { trialMethods } from "#lib/domain/trial-address";

interface TrialLineProps {
  ref: Ref<HTMLInputElement>;
  text: TrialText;
  change: (part: Partial<TrialText>) => void;
  busy: boolean;
  cancel: () => void;
  refusal: string | null;
  /** What is wrong with the path. */
  error: string | undefined;
}

/** Method, path and what sends them. */
export function TrialLine({ ref, text, change, busy, cancel, refusal, error }: TrialLineProps) {
  return (
    <div className="grid gap-1">
      <div className="flex gap-2">
        <Select
          aria-label="Method"
          value={text.method}
          onChange={({ target }) =>
            change({ method: trialMethods.find((method) => method === target.value) ?? "GET" })
          }
          className="w-28 shrink-0"
        >
          {trialMethods.map((method) => (
            <option key={method}>{method}</option>
          ))}
        </Select>
        <Input
          ref={ref}
          machine
          aria-label="Path, below the endpoint"
          aria-invalid={error ? true : undefined}
          aria-describedby={error ? "trial-path-error" : undefined}
          autoCapitalize="off"
          autoComplete="off"
          spellCheck={false}
          value={text.path}
          onChange={({ target }) => change({ path: target.value })}
          className="min-w-0"
        />
        {busy ? (
          <Button onClick={cancel}>Cancel</Button>
        ) : (
          <Button type="submit" variant="go" disabledReason={refusal}>
            Send
          </Button>
        )}
      </div>
      {error && (
        <p id="trial-path-error" role="alert" className="text-sm text-bad">
          {error}
        </p>
      )}
    </div>
  );
}
