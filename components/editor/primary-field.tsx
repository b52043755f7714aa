"use client";
import { isPrimary } from "#lib/client/form-sections";
import { makePrimary } from "#lib/client/structure-edits";
import { valueAt } from "#lib/domain/json-values";
import { useEditedDocument } from "./edited-document";
import { type FieldProps, FieldRow } from "./field-row";

/** Turned on, it moves the requests here from the container that had them; a lone container has them anyhow. */
export function PrimaryField(props: FieldProps) {
  const { value: document, edit } = useEditedDocument();
  const container = props.path.slice(0, -1);
  const lone = isPrimary(valueAt(document, container.slice(0, -2)), {});
  return (
    <FieldRow
      {...props}
      note={lone ? "The only container of its group is the primary in any case." : undefined}
    >
      {({ className: _, ...control }, { value, set }) => (
        <input
          type="checkbox"
          checked={value === true || (lone && value !== false)}
          onChange={({ target }) => {
            const change = target.checked ? makePrimary(document, container) : null;
            if (change) edit(change.edits);
            else set(undefined);
          }}
          {...control}
          className="mt-[7px] size-4 accent-accent"
        />
      )}
    </FieldRow>
  );
}
