import { Button } from "#components/ui/button";
import { ProblemNote } from "#components/ui/problem-note";
import { useActionForm } from "#lib/client/action-form";
import { notifyDone } from "#lib/client/notify";
import { type CredentialType, keysOf } from "#lib/domain/credential-types";
import type { ActionResult } from "#lib/domain/errors";
import { readValues, ValueFields } from "./value-fields";

export interface ChangedCredential {
  id: string;
  name: string;
  description: string;
  credentialType: CredentialType;
}

export type UpdateCredential = (input: {
  id: string;
  change: Record<string, unknown>;
}) => Promise<ActionResult<unknown>>;

interface ValuesFormProps {
  credential: ChangedCredential;
  updateCredential: UpdateCredential;
  onDone: () => void;
}

export function ValuesForm({ credential, updateCredential, onDone }: ValuesFormProps) {
  const { id, name, credentialType } = credential;
  const { busy, unplaced, errorAt, formProps } = useActionForm({
    fields: keysOf(credentialType),
    act: (form) => updateCredential({ id, change: readValues(form, credentialType) }),
    onDone: () => {
      onDone();
      void notifyDone(`${name} has new values`);
    },
  });
  return (
    <form {...formProps} className="grid gap-3.5">
      {unplaced && <ProblemNote problem={unplaced} />}
      <ValueFields replacing type={credentialType} errorAt={errorAt} />
      <Button type="submit" variant="go" busy={busy} className="justify-self-end">
        Replace
      </Button>
    </form>
  );
}
