"use client";
import { Button } from "#components/ui/button";
import { Field } from "#components/ui/field";
import { Input } from "#components/ui/input";
import { PasswordInput } from "#components/ui/password-input";
import { ProblemNote } from "#components/ui/problem-note";
import { textOf, useActionForm } from "#lib/client/action-form";
import type { ActionResult } from "#lib/domain/errors";

interface SetupInput {
  secret: string;
  organization: string;
  name: string;
  email: string;
  password: string;
}

interface SetupFormProps {
  setUp: (input: SetupInput) => Promise<ActionResult<never>>;
  secret: string;
  leastPasswordLength: number;
}

export function SetupForm({ setUp, secret, leastPasswordLength }: SetupFormProps) {
  const { busy, unplaced, errorAt, formProps } = useActionForm({
    fields: ["organization", "name", "email", "password"],
    act: (form) =>
      setUp({
        secret,
        organization: textOf(form, "organization"),
        name: textOf(form, "name"),
        email: textOf(form, "email"),
        password: textOf(form, "password"),
      }),
  });
  return (
    <form {...formProps} className="grid gap-3.5">
      {unplaced && <ProblemNote problem={unplaced} />}
      <Field
        label="Organization"
        required
        error={errorAt("organization")}
        help="Whose artifacts these are: a company, a team. Its name can be changed later."
      >
        {(control) => <Input {...control} name="organization" autoComplete="organization" />}
      </Field>
      <Field label="Your name" required error={errorAt("name")}>
        {(control) => <Input {...control} name="name" autoComplete="name" />}
      </Field>
      <Field label="E-mail" required error={errorAt("email")} help="You sign in with it. Nothing is sent.">
        {(control) => <Input {...control} name="email" type="email" autoComplete="username" />}
      </Field>
      <Field label="Password" required error={errorAt("password")}>
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
        {busy ? "Setting up…" : "Set up and sign in"}
      </Button>
    </form>
  );
}
