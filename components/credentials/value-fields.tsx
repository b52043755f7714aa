import { Field, type FieldControl } from "#components/ui/field";
import { Input, Textarea } from "#components/ui/input";
import { PasswordInput } from "#components/ui/password-input";
import { textOf } from "#lib/client/action-form";
import {
  type CredentialKey,
  type CredentialType,
  credentialTypes,
  keysOf,
} from "#lib/domain/credential-types";

interface ValueFieldsProps {
  type: CredentialType;
  errorAt: (path: string) => string | undefined;
  /** There are values already: what is left empty stays. */
  replacing?: boolean;
}

/** The values that a credential of a type has, to be typed in; what is stored is never in them. */
export function ValueFields({ type, errorAt, replacing = false }: ValueFieldsProps) {
  return credentialTypes[type].keys.map((key) => (
    <Field
      key={key.key}
      label={key.required ? key.label : `${key.label}, if there is one`}
      required={key.required && !replacing}
      error={errorAt(key.key)}
    >
      {(control) => (
        <ValueInput {...{ control, value: key }} placeholder={replacing ? "stays as it is" : ""} />
      )}
    </Field>
  ));
}

interface ValueInputProps {
  control: FieldControl;
  value: CredentialKey;
  placeholder: string;
}

function ValueInput({ control, value: { key, label, form, hidden }, placeholder }: ValueInputProps) {
  // Not "new-password": these are given to us by others, and no password of this site.
  const common = { ...control, name: key, placeholder, autoComplete: "off", spellCheck: false };
  if (form !== "line") return <Textarea {...common} machine rows={6} />;
  return hidden ? (
    <PasswordInput {...common} what={label.toLowerCase()} />
  ) : (
    <Input {...common} machine autoCapitalize="none" />
  );
}

/** The values of a form by key, without those that were left empty. */
export function readValues(form: FormData, type: CredentialType): Record<string, string> {
  const values = keysOf(type).map((key) => [key, textOf(form, key)]);
  return Object.fromEntries(values.filter(([, value]) => value !== ""));
}
