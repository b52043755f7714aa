"use client";
import { Arguments } from "#components/ui/argument-list";
import { Textarea } from "#components/ui/input";
import { cn } from "#lib/client/class-names";
import { textOfValue } from "#lib/client/field-texts";
import { isRequired } from "#lib/client/spec-schema";
import { asList } from "#lib/domain/json-values";
import { formatCommand, parseCommand } from "#lib/domain/shell-words";
import { type FieldControl, type FieldProps, FieldRow } from "./field-row";
import { useTypedText } from "./use-typed-text";

/** A list of words, typed as in a shell and shown as what it becomes. */
export function CommandField(props: FieldProps) {
  return (
    <FieldRow {...props} className={props.layout === "cap" ? "basis-full" : ""}>
      {(control, { value, set }) => (
        <CommandControl {...control} needed={isRequired(props.path)} value={value} set={set} />
      )}
    </FieldRow>
  );
}

interface CommandControlProps extends FieldControl {
  /** Off where leaving it out leaves it to the image. */
  needed: boolean;
  value: unknown;
  set: (value: unknown) => void;
}

function CommandControl({ needed, value, set, className, ...control }: CommandControlProps) {
  const { text, keep } = useTypedText(value, readArguments, writeArguments);
  const { problem, note } = parseCommand(text);
  const words = asList(value).map(textOfValue);
  const invalid = control["aria-invalid"] || problem !== null || undefined;
  return (
    <div className="grid gap-1">
      <Textarea
        machine
        rows={1}
        spellCheck={false}
        autoComplete="off"
        placeholder={needed ? "" : "the image's own"}
        value={text}
        onChange={({ target }) => {
          keep(target.value);
          set(readArguments(target.value));
        }}
        {...control}
        aria-describedby={`${control["aria-describedby"]} ${control.id}-words`}
        aria-invalid={invalid}
        className={cn("field-sizing-content max-h-40", className)}
      />
      <div id={`${control.id}-words`} className="grid gap-1 text-sm text-ink-3">
        {problem && <p className="text-bad">{problem.message}</p>}
        {note && <p className="text-warn">{note}</p>}
        {words.length > 0 && (
          <>
            <p>{words.length === 1 ? "1 argument" : `${words.length} arguments`}</p>
            <Arguments words={words} />
          </>
        )}
      </div>
    </div>
  );
}

/** What can be read of a text that is no plain command yet is kept, so that nothing typed is only on the screen. */
function readArguments(text: string): unknown {
  const { args } = parseCommand(text);
  return args.length === 0 ? undefined : args;
}

function writeArguments(value: unknown): string {
  return Array.isArray(value) ? formatCommand(value.map(textOfValue)) : textOfValue(value);
}
