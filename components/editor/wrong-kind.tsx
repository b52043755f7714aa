"use client";
import { Button } from "#components/ui/button";
import { textOfValue } from "#lib/client/field-texts";
import { type FieldProps, FieldRow } from "./field-row";

/** What is written where a map or a list belongs: shown, and taken away only when asked. */
export function WrongKind(props: FieldProps) {
  return (
    <FieldRow {...props} group>
      {(control, { value, set }, labelId) => (
        <div className="flex min-w-0 items-center gap-2">
          <code className="min-w-0 truncate">{textOfValue(value)}</code>
          <Button
            variant="plain"
            aria-labelledby={`${control.id} ${labelId}`}
            aria-describedby={control["aria-describedby"]}
            id={control.id}
            data-path={control["data-path"]}
            onClick={() => set(undefined)}
          >
            Remove
          </Button>
        </div>
      )}
    </FieldRow>
  );
}
