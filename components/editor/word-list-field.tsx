"use client";
import { Input } from "#components/ui/input";
import { suggestedCapabilities } from "#lib/client/capability-names";
import { readWords, textOfWords } from "#lib/client/field-texts";
import { formatPath } from "#lib/domain/errors";
import { asList } from "#lib/domain/json-values";
import { useEditedDocument } from "./edited-document";
import { type FieldControl, type FieldProps, FieldRow } from "./field-row";
import { useTypedText } from "./use-typed-text";

/** A list of single words, typed with commas or spaces between them. */
export function WordListField(props: FieldProps) {
  const { problems } = useEditedDocument();
  const items = `${formatPath(props.path)}[`;
  const wrong = problems.filter(({ path }) => path.startsWith(items));
  const suggested = suggestedCapabilities[String(props.path.at(-1))] ?? [];
  return (
    <FieldRow {...props} className={props.layout === "cap" ? "min-w-[150px] grow basis-[150px]" : ""}>
      {(control, { value, set }) => (
        <div className="grid gap-1">
          <WordListControl
            {...control}
            aria-invalid={control["aria-invalid"] || wrong.length > 0 || undefined}
            aria-describedby={`${control["aria-describedby"]} ${control.id}-items`}
            value={value}
            set={set}
          />
          <div className="flex flex-wrap gap-1">
            {suggested.map((word) => {
              const words = asList(value);
              const has = words.includes(word);
              const next = has ? words.filter((one) => one !== word) : [...words, word];
              return (
                <button
                  key={word}
                  type="button"
                  aria-pressed={has}
                  onClick={() => set(next.length > 0 ? next : undefined)}
                  className="mono min-h-6 rounded-sm border border-line px-1.5 text-ink-2 hover:text-ink aria-pressed:bg-accent-soft aria-pressed:text-ink"
                >
                  {word}
                </button>
              );
            })}
          </div>
          <div id={`${control.id}-items`}>
            {wrong.map(({ path, message }) => (
              <p key={path} className="text-sm text-bad">
                {message}
              </p>
            ))}
          </div>
        </div>
      )}
    </FieldRow>
  );
}

interface WordListControlProps extends FieldControl {
  value: unknown;
  set: (value: unknown) => void;
}

function WordListControl({ value, set, ...control }: WordListControlProps) {
  const { text, keep } = useTypedText(value, readWords, textOfWords);
  return (
    <Input
      machine
      spellCheck={false}
      autoComplete="off"
      value={text}
      onChange={({ target }) => {
        keep(target.value);
        set(readWords(target.value));
      }}
      {...control}
    />
  );
}
