"use client";
import { Button } from "#components/ui/button";
import { Field } from "#components/ui/field";
import { Input } from "#components/ui/input";
import { PasswordInput } from "#components/ui/password-input";
import { Status } from "#components/ui/status";
import { textOf, useActionForm } from "#lib/client/action-form";
import type { ActionResult } from "#lib/domain/errors";

interface SignInFormProps {
  signIn: (input: { email: string; password: string; next: string }) => Promise<ActionResult<never>>;
  next: string;
}

export function SignInForm({ signIn, next }: SignInFormProps) {
  const { busy, unplaced, errorAt, formProps } = useActionForm({
    fields: ["email", "password"],
    act: (form) => signIn({ email: textOf(form, "email"), password: textOf(form, "password"), next }),
  });
  return (
    <form {...formProps} className="grid gap-3.5">
      {unplaced && (
        <div role="alert" className="rounded-md border border-bad bg-bad-soft px-3 py-2.5">
          <Status kind="bad" className="whitespace-normal">
            {unplaced.detail}
          </Status>
        </div>
      )}
      <Field label="E-mail" required error={errorAt("email")}>
        {(control) => <Input {...control} name="email" type="email" autoComplete="username" />}
      </Field>
      <Field label="Password" required error={errorAt("password")}>
        {(control) => <PasswordInput {...control} name="password" autoComplete="current-password" />}
      </Field>
      <Button type="submit" variant="go" busy={busy}>
        {busy ? "Signing in…" : "Sign in"}
      </Button>
    </form>
  );
}
