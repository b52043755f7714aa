"use client";
import type { ReactNode } from "react";
import { textOf, useActionForm } from "#lib/client/action-form";
import { notifyDone } from "#lib/client/notify";
import type { ActionResult } from "#lib/domain/errors";
import { Button } from "./button";
import { Field } from "./field";
import { Input, Textarea } from "./input";
import { ProblemNote } from "./problem-note";

interface Facts {
  name: string;
  description: string;
}

interface FactsFormProps {
  facts: Facts;
  /** Gets the form for what else is in it. */
  save: (facts: Facts, form: FormData) => Promise<ActionResult<unknown>>;
  onDone?: () => void;
  /** What may stand before the names in the paths of what is refused: `patch.`. */
  at?: string;
  /** Names of further fields, and these. */
  further?: readonly string[];
  fields?: (errorAt: (field: string) => string | undefined) => ReactNode;
  /** Why nothing can be changed. */
  refusal?: string | null;
}

/** Name and description of something, to be changed. */
export function FactsForm({ facts, save, onDone, at = "", further = [], fields, refusal }: FactsFormProps) {
  const { busy, unplaced, errorAt, formProps } = useActionForm({
    fields: ["name", "description", ...further].flatMap((field) => [field, at + field]),
    act: (form) => save({ name: textOf(form, "name"), description: textOf(form, "description") }, form),
    onDone: () => {
      onDone?.();
      void notifyDone("Changed");
    },
  });
  const wrong = (field: string) => errorAt(at + field) ?? errorAt(field);
  return (
    <form {...formProps}>
      <fieldset disabled={typeof refusal === "string"} className="grid gap-3.5">
        {unplaced && <ProblemNote problem={unplaced} />}
        <Field label="Name" required error={wrong("name")}>
          {(control) => <Input {...control} name="name" defaultValue={facts.name} autoComplete="off" />}
        </Field>
        <Field label="Description" error={wrong("description")}>
          {(control) => <Textarea {...control} name="description" defaultValue={facts.description} />}
        </Field>
        {fields?.(wrong)}
        {typeof refusal !== "string" && (
          <Button type="submit" variant="go" busy={busy} className="justify-self-end">
            Change
          </Button>
        )}
      </fieldset>
    </form>
  );
}
