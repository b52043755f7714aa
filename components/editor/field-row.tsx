"use client";
import { type ReactNode, useId } from "react";
import { Button } from "#components/ui/button";
import { cn } from "#lib/client/class-names";
import type { DocumentPath } from "#lib/client/document-places";
import type { FieldHint } from "#lib/domain/field-hints";
import type { EditedField } from "./edited-document";
import { useFormField } from "./use-form-field";

export interface FieldProps {
  path: DocumentPath;
  hint: FieldHint;
  /** `row` has its label at the left; `cap` above, small, for several beside each other. */
  layout?: "row" | "cap" | undefined;
  /** For a field that is there but does not belong: it can be taken away. */
  foreign?: boolean | undefined;
}

/** What joins a control to its label, its help, its messages and its place: spread it on the control. */
export interface FieldControl {
  id: string;
  "aria-describedby": string;
  "aria-invalid": true | undefined;
  "data-path": string;
  className: string;
}

export interface FieldRowProps extends FieldProps {
  /** Small words beside the control: limits, counts. */
  note?: ReactNode;
  /** The label of several controls together. */
  group?: boolean;
  className?: string;
  children: (control: FieldControl, field: EditedField, labelId: string) => ReactNode;
}

export function FieldRow(props: FieldRowProps) {
  const { path, hint, layout = "row", foreign, note, group, className, children } = props;
  const field = useFormField(path);
  const id = useId();
  const { error, warning } = field;
  const control: FieldControl = {
    id,
    "aria-describedby": [`${id}-help`, error && `${id}-error`, warning && `${id}-warning`]
      .filter(Boolean)
      .join(" "),
    "aria-invalid": error ? true : undefined,
    "data-path": field.place["data-path"],
    className: warning && !error ? "border-warn" : "",
  };
  const label = { id: `${id}-label`, text: hint.label };
  const messages = (
    <FieldMessages id={id} label={layout === "cap" ? hint.label : null} {...{ error, warning }} />
  );
  const body = (
    <>
      {group ? (
        <span id={label.id} className={labelLooks[layout]}>
          {label.text}
        </span>
      ) : (
        <label id={label.id} htmlFor={id} className={labelLooks[layout]}>
          {label.text}
        </label>
      )}
      <div
        className="grid min-w-0 gap-1"
        {...(group && { role: "group", "aria-labelledby": label.id, "aria-describedby": `${id}-help` })}
      >
        <div className={cn("flex min-w-0 items-center gap-2", foreign && "flex-wrap")}>
          <div className="min-w-0 grow">{children(control, field, label.id)}</div>
          {foreign && (
            <Button variant="plain" onClick={() => field.set(undefined)}>
              Remove<span className="sr-only"> {label.text}</span>
            </Button>
          )}
        </div>
        {note && <p className="text-xs text-ink-3">{note}</p>}
        {layout === "row" && messages}
        <span id={`${id}-help`} className="sr-only">
          {hint.help}
        </span>
      </div>
    </>
  );
  if (layout === "row") return <div className={cn(rowLook, className)}>{body}</div>;
  return (
    <>
      <div className={cn("grid content-start gap-0.5", className)}>{body}</div>
      {messages}
    </>
  );
}

export const rowLook = "grid gap-x-3.5 gap-y-1 py-1.5 @[420px]:grid-cols-[104px_minmax(0,1fr)]";
const labelLooks = { row: "text-ink-2 @[420px]:pt-[5px]", cap: "text-xs text-ink-3" };

interface FieldMessagesProps {
  id: string;
  /** Where messages of several fields stand together, whose it is. */
  label: string | null;
  error: string | undefined;
  warning: string | undefined;
}

/** In a line of fields their messages come after all of them, each over the whole width. */
function FieldMessages({ id, label, error, warning }: FieldMessagesProps) {
  const look = cn("text-sm [overflow-wrap:anywhere]", label !== null && "order-1 basis-full");
  const whose = label === null ? "" : `${label}: `;
  return (
    <>
      {error && (
        <p id={`${id}-error`} className={cn(look, "text-bad")}>
          {whose}
          {error}
        </p>
      )}
      {warning && (
        <p id={`${id}-warning`} className={cn(look, "text-warn")}>
          {whose}
          {warning}
        </p>
      )}
    </>
  );
}
