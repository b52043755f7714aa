"use client";
import { type FocusEvent, type ReactNode, useState } from "react";
import { limitWords, schemasAt, schemaWords } from "#lib/client/spec-schema";
import { parsePath } from "#lib/domain/errors";
import type { FieldHint } from "#lib/domain/field-hints";
import { findFieldHint } from "#lib/domain/spec-fields";

interface FieldNote {
  hint: FieldHint;
  detail: string;
}

/**
 * The fields of one part, and at its foot what the field with the focus is for: of one height, so nothing moves, and
 * above the bar with the main action.
 */
export function FormBody({ children }: { children: ReactNode }) {
  const [note, setNote] = useState<FieldNote | null>(null);
  return (
    // The margins keep what gets the focus out from under the bars at the foot.
    <fieldset
      className="@container min-w-0 [&_[data-path]]:scroll-mb-[112px] [&_button]:scroll-mb-[112px]"
      onFocus={({ target }: FocusEvent) => {
        const path = target.closest("[data-path]")?.getAttribute("data-path");
        setNote(path ? noteOf(path) : null);
      }}
    >
      {children}
      <p
        aria-hidden
        className="sticky bottom-[46px] -mx-3.5 -mb-3.5 mt-2 h-[52px] overflow-hidden rounded-b-lg border-t border-line bg-surface px-3.5 py-1.5 text-sm text-ink-3"
      >
        {note ? (
          <>
            <b className="font-medium text-ink-2">{note.hint.label}</b> {note.hint.help}{" "}
            {note.detail && <span>({note.detail})</span>}
          </>
        ) : (
          "What a field is for is said here while it has the focus."
        )}
      </p>
    </fieldset>
  );
}

function noteOf(path: string): FieldNote | null {
  const parts = parsePath(path);
  const hint = findFieldHint(parts);
  if (!hint) return null;
  const schemas = schemasAt(parts);
  return { hint, detail: [limitWords(schemas), schemaWords(schemas)].filter(Boolean).join(", ") };
}

interface FormSectionProps {
  head: string;
  /** Off where the only field of the section has the same name. */
  shown: boolean;
  children: ReactNode;
}

export function FormSection({ head, shown, children }: FormSectionProps) {
  return (
    <section aria-label={head} className="border-t border-line py-2 first:border-t-0 first:pt-0">
      {shown && <h3 className="pt-1 pb-0.5 text-sm font-medium text-ink-3">{head}</h3>}
      {children}
    </section>
  );
}
