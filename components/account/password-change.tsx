"use client";
import { useState } from "react";
import { Button } from "#components/ui/button";
import { Field } from "#components/ui/field";
import { PasswordInput } from "#components/ui/password-input";
import { ProblemNote } from "#components/ui/problem-note";
import { textOf, useActionForm } from "#lib/client/action-form";
import { notifyDone } from "#lib/client/notify";
import type { ActionResult } from "#lib/domain/errors";

interface PasswordChangeProps {
  changePassword: (input: { current: string; next: string }) => Promise<ActionResult<null>>;
  email: string;
  leastPasswordLength: number;
}

export function PasswordChange({ changePassword, email, leastPasswordLength }: PasswordChangeProps) {
  const [changes, setChanges] = useState(0);
  const { busy, unplaced, errorAt, formProps } = useActionForm({
    fields: ["current", "next"],
    act: (form) => changePassword({ current: textOf(form, "current"), next: textOf(form, "next") }),
    onDone: () => {
      setChanges(changes + 1);
      void notifyDone("Password changed", "Every other session has ended.");
    },
  });
  return (
    // A new form after each change: its fields are empty.
    <form key={changes} {...formProps} className="grid max-w-sm gap-3.5">
      {unplaced && <ProblemNote problem={unplaced} />}
      <input type="hidden" name="username" autoComplete="username" value={email} />
      <Field label="Password now" required error={errorAt("current")}>
        {(control) => <PasswordInput {...control} name="current" autoComplete="current-password" />}
      </Field>
      <Field label="New password" required error={errorAt("next")}>
        {(control) => (
          <PasswordInput {...control} name="next" autoComplete="new-password" least={leastPasswordLength} />
        )}
      </Field>
      <Button type="submit" busy={busy} className="justify-self-start">
        Change password
      </Button>
    </form>
  );
}
