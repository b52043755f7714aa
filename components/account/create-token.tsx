"use client";
import { useState } from "react";
import { Button } from "#components/ui/button";
import { Dialog, DialogClose } from "#components/ui/dialog";
import { Field } from "#components/ui/field";
import { Input, Select } from "#components/ui/input";
import { OneTimeSecret } from "#components/ui/one-time-secret";
import { ProblemNote } from "#components/ui/problem-note";
import { textOf, useActionForm } from "#lib/client/action-form";
import type { ActionResult } from "#lib/domain/errors";
import type { TokenInput } from "#lib/domain/tokens";

type Create = (input: TokenInput) => Promise<ActionResult<{ secret: string }>>;

const lifetimes = [
  { days: 30, label: "30 days" },
  { days: 90, label: "90 days" },
  { days: 365, label: "One year" },
];

export function CreateToken({ createToken }: { createToken: Create }) {
  const [open, setOpen] = useState(false);
  const [secret, setSecret] = useState<string | null>(null);
  return (
    <Dialog
      title={secret ? "Your new token" : "New API token"}
      open={open}
      onOpenChange={(next) => {
        setOpen(next);
        if (next) setSecret(null);
      }}
      trigger={<Button variant="go">New token</Button>}
    >
      {secret ? <TokenMade secret={secret} /> : <TokenForm createToken={createToken} onDone={setSecret} />}
    </Dialog>
  );
}

function TokenMade({ secret }: { secret: string }) {
  return (
    <div className="grid gap-4">
      <OneTimeSecret text={secret} label="token">
        Copy it now: it is kept only as a hash and cannot be shown again. Send it as{" "}
        <code>Authorization: Bearer …</code>
      </OneTimeSecret>
      <DialogClose variant="go" className="justify-self-end">
        Done
      </DialogClose>
    </div>
  );
}

function TokenForm({ createToken, onDone }: { createToken: Create; onDone: (secret: string) => void }) {
  const { busy, unplaced, errorAt, formProps } = useActionForm({
    fields: ["name", "expiresInDays"],
    act: (form) =>
      createToken({
        name: textOf(form, "name"),
        readOnly: textOf(form, "rights") === "readOnly",
        expiresInDays: Number(textOf(form, "lifetime")) || null,
      }),
    onDone: (made) => onDone(made.secret),
  });
  return (
    <form {...formProps} className="grid gap-3.5">
      {unplaced && <ProblemNote problem={unplaced} />}
      <Field label="Name" required error={errorAt("name")} help="What it is for, so that you know later.">
        {(control) => <Input {...control} name="name" placeholder="ci-deploy" />}
      </Field>
      <Field label="May" help="Never more than you may yourself, at the moment it is used.">
        {(control) => (
          <Select {...control} name="rights" defaultValue="mine">
            <option value="mine">do what I may</option>
            <option value="readOnly">only read what I may read</option>
          </Select>
        )}
      </Field>
      <Field label="Ends after" error={errorAt("expiresInDays")}>
        {(control) => (
          <Select {...control} name="lifetime" defaultValue="90">
            {lifetimes.map(({ days, label }) => (
              <option key={days} value={days}>
                {label}
              </option>
            ))}
            <option value="">Never</option>
          </Select>
        )}
      </Field>
      <Button type="submit" variant="go" busy={busy} className="justify-self-end">
        Make the token
      </Button>
    </form>
  );
}
