"use client";
import { Button } from "#components/ui/button";
import { Field } from "#components/ui/field";
import { PasswordInput } from "#components/ui/password-input";
import { ProblemNote } from "#components/ui/problem-note";
import { textOf, useActionForm } from "#lib/client/action-form";
import type { ActionResult } from "#lib/domain/errors";

interface PasswordFormProps {
  choosePassword: (input: { secret: string; password: string }) => Promise<ActionResult<never>>;
  secret: string;
  email: string;
  leastPasswordLength: number;
}

export function PasswordForm({ choosePassword, secret, email, leastPasswordLength }: PasswordFormProps) {
  const { busy, unplaced, errorAt, formProps } = useActionForm({
    fields: ["password"],
    act: (form) => choosePassword({ secret, password: textOf(form, "password") }),
  });
  return (
    <form {...formProps} className="grid gap-3.5">
      {unplaced && <ProblemNote problem={unplaced} />}
      {/* For password managers, which keep a password under the name it belongs to. */}
      <input type="hidden" name="username" autoComplete="username" value={email} />
      <Field label="New password" required error={errorAt("password")}>
        {(control) => (
          <PasswordInput
            {...control}
            name="password"
            autoComplete="new-password"
            least={leastPasswordLength}
          />
        )}
      </Field>
      <Button type="submit" variant="go" busy={busy}>
        {busy ? "Signing in…" : "Save and sign in"}
      </Button>
    </form>
  );
}
