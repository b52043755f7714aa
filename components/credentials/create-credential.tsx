"use client";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { Button } from "#components/ui/button";
import { Dialog } from "#components/ui/dialog";
import { Field } from "#components/ui/field";
import { Input, Select } from "#components/ui/input";
import { ProblemNote } from "#components/ui/problem-note";
import { textOf, useActionForm } from "#lib/client/action-form";
import {
  type CredentialType,
  credentialTypeIds,
  credentialTypes,
  keysOf,
} from "#lib/domain/credential-types";
import type { ActionResult } from "#lib/domain/errors";
import { readValues, ValueFields } from "./value-fields";

interface CreateCredentialProps {
  createCredential: (input: Record<string, unknown>) => Promise<ActionResult<{ id: string }>>;
}

export function CreateCredential({ createCredential }: CreateCredentialProps) {
  return (
    <Dialog
      title="New credential"
      description="What it holds is stored encrypted: it can be replaced, and never be read again."
      trigger={<Button variant="go">New credential</Button>}
    >
      <CredentialForm createCredential={createCredential} />
    </Dialog>
  );
}

function CredentialForm({ createCredential }: CreateCredentialProps) {
  const router = useRouter();
  const [type, setType] = useState<CredentialType>("api_token");
  const { busy, unplaced, errorAt, formProps } = useActionForm({
    fields: ["name", "credentialType", "visibility", ...keysOf(type)],
    act: (form) =>
      createCredential({
        name: textOf(form, "name"),
        credentialType: type,
        visibility: textOf(form, "visibility"),
        ...readValues(form, type),
      }),
    onDone: ({ id }) => router.push(`/credentials/${id}`),
  });
  return (
    <form {...formProps} className="grid gap-3.5">
      {unplaced && <ProblemNote problem={unplaced} />}
      <Field label="Name" required error={errorAt("name")}>
        {(control) => <Input {...control} name="name" autoComplete="off" placeholder="Model provider" />}
      </Field>
      <Field label="Type" required error={errorAt("credentialType")}>
        {(control) => (
          <Select
            {...control}
            name="credentialType"
            value={type}
            onChange={({ target }) => setType(credentialTypeIds.find((id) => id === target.value) ?? type)}
          >
            {credentialTypeIds.map((option) => (
              <option key={option} value={option}>
                {credentialTypes[option].label}
              </option>
            ))}
          </Select>
        )}
      </Field>
      <ValueFields key={type} type={type} errorAt={errorAt} />
      <Field
        label="For"
        required
        error={errorAt("visibility")}
        help="Who may name it in an artifact. This cannot be changed later."
      >
        {(control) => (
          <Select {...control} name="visibility" defaultValue="private">
            <option value="private">me alone</option>
            <option value="organization">everybody in this organization</option>
          </Select>
        )}
      </Field>
      <Button type="submit" variant="go" busy={busy} className="justify-self-end">
        Store the credential
      </Button>
    </form>
  );
}
