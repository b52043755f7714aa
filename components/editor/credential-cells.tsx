"use client";
import { useQuery } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { textOfValue } from "#lib/client/field-texts";
import { type CredentialChoice, credentialChoices } from "#lib/client/queries/credentials";

import type { VariableAction } from "#lib/client/variable-edits";
import { keysOf } from "#lib/domain/credential-types";
import { memberOf } from "#lib/domain/json-values";

interface CredentialCellsProps {
  index: number;
  /** The formatted path of the variable. */
  place: string;
  /** Whose it is, for the labels. */
  whose: string;
  variable: unknown;
  invalid: { drCredentialId: boolean; key: boolean };
  act: (action: VariableAction) => void;
  /** The same as text, for ids and keys that no choice has. */
  textCell: (key: "drCredentialId" | "key", label: string) => ReactNode;
}

/** No id has a colon. */
const anotherId = ":another";

/** A credential by its name, of those that the person may use, and one of the keys that its type has. */
export function CredentialCells(props: CredentialCellsProps) {
  const { index, place, whose, variable, invalid, act, textCell } = props;
  const known = useQuery(credentialChoices());
  const [typing, setTyping] = useState(false);
  const id = textOfValue(memberOf(variable, "drCredentialId"));
  const key = textOfValue(memberOf(variable, "key"));
  const labels = { id: `Credential of ${whose}`, key: `Key in the credential of ${whose}` };
  const chosen = known.data?.find(({ credentialId }) => credentialId === id);
  const typed = known.isError || typing;

  function choose(next: string) {
    setTyping(next === anotherId);
    if (next !== anotherId)
      act({ do: "reference", index, drCredentialId: next, key: keyIn(known.data, next, key) });
  }
  return (
    <>
      {!known.isError && (
        <CellSelect
          label={labels.id}
          place={typed ? undefined : `${place}.drCredentialId`}
          invalid={invalid.drCredentialId}
          value={typing ? anotherId : id}
          options={[
            ...withOwn(
              known.data?.map(({ credentialId, name }) => ({ value: credentialId, label: name })) ?? [],
              id,
            ),
            { value: anotherId, label: "another id…" },
          ]}
          onChoose={choose}
        />
      )}
      {typed && textCell("drCredentialId", known.isError ? labels.id : `Id of the credential of ${whose}`)}
      {chosen ? (
        <CellSelect
          label={labels.key}
          place={`${place}.key`}
          invalid={invalid.key}
          value={key}
          options={withOwn(
            keysOf(chosen.credentialType).map((one) => ({ value: one, label: one })),
            key,
          )}
          onChoose={(next) => act({ do: "type", index, key: "key", text: next })}
        />
      ) : (
        textCell("key", labels.key)
      )}
    </>
  );
}

/** The key to go with another credential: the same where it has that one, else its first. */
function keyIn(credentials: readonly CredentialChoice[] | undefined, id: string, key: string): string {
  const credential = credentials?.find(({ credentialId }) => credentialId === id);
  const keys = credential ? keysOf(credential.credentialType) : [];
  return keys.includes(key) ? key : (keys[0] ?? key);
}

interface Option {
  value: string;
  label: string;
}

/** With what is written there, when it is none of the options: somebody else's, or one that is gone. */
function withOwn(options: readonly Option[], own: string): Option[] {
  const isKnown = own === "" || options.some(({ value }) => value === own);
  return [{ value: "", label: "choose…" }, ...(isKnown ? [] : [{ value: own, label: own }]), ...options];
}

interface CellSelectProps {
  label: string;
  place: string | undefined;
  invalid: boolean;
  value: string;
  options: readonly Option[];
  onChoose: (value: string) => void;
}

function CellSelect({ label, place, invalid, value, options, onChoose }: CellSelectProps) {
  return (
    <select
      aria-label={label}
      data-path={place}
      aria-invalid={invalid || undefined}
      aria-describedby={invalid && place ? `${place}-message` : undefined}
      value={value}
      onChange={({ target }) => onChoose(target.value)}
      className="h-8 w-full min-w-0 truncate bg-surface px-1.5 text-[13px] focus-visible:-outline-offset-2 aria-invalid:bg-bad-soft"
    >
      {options.map((option) => (
        <option key={option.value} value={option.value}>
          {option.label}
        </option>
      ))}
    </select>
  );
}
