import { type ReactNode, useId } from "react";
import { cn } from "#lib/client/class-names";

/** What a control needs so that its label, help and error belong to it: spread it on the control. */
export interface FieldControl {
  id: string;
  "aria-describedby": string | undefined;
  "aria-invalid": true | undefined;
  required: boolean | undefined;
}

interface FieldProps {
  label: string;
  help?: ReactNode;
  error?: string | undefined;
  required?: boolean;
  /** `row` puts the label at the left, as on pages; `stack` above, as in dialogs. */
  layout?: "stack" | "row";
  children: (control: FieldControl) => ReactNode;
}

export function Field({ label, help, error, required, layout = "stack", children }: FieldProps) {
  const id = useId();
  const described = [error && `${id}-error`, help && `${id}-help`].filter(Boolean).join(" ");
  const row = layout === "row";
  return (
    <div className={cn("grid gap-x-3.5 gap-y-1", row && "py-2 md:grid-cols-[104px_minmax(0,1fr)]")}>
      <label htmlFor={id} className={cn("text-ink-2", row && "md:pt-[5px]")}>
        {label}
      </label>
      <div className="grid gap-1">
        {children({
          id,
          "aria-describedby": described || undefined,
          "aria-invalid": error ? true : undefined,
          required: required || undefined,
        })}
        {error && (
          <p id={`${id}-error`} className="text-sm text-bad">
            {error}
          </p>
        )}
        {help && (
          <p id={`${id}-help`} className="text-sm text-ink-3">
            {help}
          </p>
        )}
      </div>
    </div>
  );
}
