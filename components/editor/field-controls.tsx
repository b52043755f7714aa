"use client";
import { Input, Select, Textarea } from "#components/ui/input";
import { cn } from "#lib/client/class-names";
import { changeForm } from "#lib/client/field-edits";
import { readNumber, readText, textOfValue } from "#lib/client/field-texts";
import {
  defaultWords,
  formsOf,
  isRequired,
  limitWords,
  listedValues,
  schemasAt,
} from "#lib/client/spec-schema";
import { formatPath } from "#lib/domain/errors";
import { valueAt } from "#lib/domain/json-values";
import { useEditedDocument } from "./edited-document";
import { type FieldControl, type FieldProps, FieldRow, type FieldRowProps } from "./field-row";
import { Segmented } from "./segmented";
import { useTypedText } from "./use-typed-text";

export function TextField(props: FieldProps & Pick<FieldRowProps, "note">) {
  const placeholder = defaultWords(schemasAt(props.path));
  return (
    <FieldRow {...props} className={props.layout === "cap" ? "min-w-[130px] grow basis-[130px]" : ""}>
      {(control, { value, set }) => (
        <TextControl
          {...control}
          placeholder={placeholder}
          value={textOfValue(value)}
          onText={(text) => set(readText(text))}
        />
      )}
    </FieldRow>
  );
}

interface TextControlProps extends FieldControl {
  placeholder?: string;
  value: string;
  onText: (text: string) => void;
}

/** One line, unless the text has several: an input would drop their ends without a word. */
function TextControl({ value, onText, ...control }: TextControlProps) {
  const Control = value.includes("\n") ? Textarea : Input;
  return (
    <Control
      machine
      spellCheck={false}
      autoComplete="off"
      value={value}
      onChange={(event) => onText(event.target.value)}
      {...control}
    />
  );
}

export function ParagraphField(props: FieldProps) {
  return (
    <FieldRow {...props}>
      {(control, { value, set }) => (
        <Textarea
          rows={2}
          value={textOfValue(value)}
          onChange={(event) => set(readText(event.target.value))}
          {...control}
          className={cn("field-sizing-content max-h-60", control.className)}
        />
      )}
    </FieldRow>
  );
}

export function NumberField(props: FieldProps) {
  const schemas = schemasAt(props.path);
  const fallback = defaultWords(schemas);
  const limits = limitWords(schemas);
  const row = props.layout !== "cap";
  const note = row && fallback ? `${limits}, ${fallback} unless given` : limits;
  return (
    <FieldRow {...props} note={note}>
      {(control, { value, set }) => (
        <NumberControl {...control} placeholder={fallback} value={value} set={set} />
      )}
    </FieldRow>
  );
}

interface NumberControlProps extends FieldControl {
  placeholder: string;
  value: unknown;
  set: (value: unknown) => void;
}

function NumberControl({ value, set, className, ...control }: NumberControlProps) {
  const { text, keep } = useTypedText(value, readNumber, textOfValue);
  return (
    <Input
      machine
      inputMode="numeric"
      autoComplete="off"
      value={text}
      onChange={(event) => {
        keep(event.target.value);
        set(readNumber(event.target.value));
      }}
      {...control}
      className={cn("w-[76px]", className)}
    />
  );
}

/** A form of a map (`source`) is chosen with what belongs to it; any other choice is a value. */
export function ChoiceField(props: FieldProps) {
  const { path } = props;
  const { value: document, edit } = useEditedDocument();
  const schemas = schemasAt(path);
  const listed = [...new Set(schemas.flatMap(listedValues).map(String))];
  const fallback = defaultWords(schemas);
  const [group, key] = [path.slice(0, -1), String(path.at(-1))];
  const decides = formsOf(group, {}).length > 0 && schemasAt(group).length > 1;
  const missed = isRequired(path) && valueAt(document, group) !== undefined;
  const unset = fallback ? `${fallback} unless given` : missed ? "choose…" : "not given";
  return (
    <FieldRow {...props} className={props.layout === "cap" ? "min-w-[120px]" : ""}>
      {(control, { value, set }) => {
        const text = textOfValue(value);
        return (
          <Select
            value={text}
            onChange={({ target }) => {
              if (target.value !== "" && decides)
                edit(changeForm(document, group, key, target.value), formatPath(path));
              else set(readText(target.value));
            }}
            {...control}
            className="max-w-[260px]"
          >
            <option value="">{unset}</option>
            {[...new Set([...listed, ...(text === "" ? [] : [text])])].map((option) => (
              <option key={option}>{option}</option>
            ))}
          </Select>
        );
      }}
    </FieldRow>
  );
}

const threeStates = [
  { value: "", label: "not given" },
  { value: "on", label: "on" },
  { value: "off", label: "off" },
] as const;

/** On or off; with a third state where leaving it out leaves the decision to somebody else. */
export function SwitchField(props: FieldProps) {
  const fallback = defaultWords(schemasAt(props.path));
  return fallback === "" ? <ThreeStates {...props} /> : <TwoStates {...props} />;
}

function ThreeStates(props: FieldProps) {
  return (
    <FieldRow {...props} group>
      {(control, { value, set }, labelId) => (
        <Segmented
          options={threeStates}
          value={value === undefined ? "" : value === true ? "on" : value === false ? "off" : undefined}
          onChange={(state) => set(state === "" ? undefined : state === "on")}
          labelledBy={labelId}
          describedBy={control["aria-describedby"]}
          invalid={control["aria-invalid"] === true}
          place={control["data-path"]}
        />
      )}
    </FieldRow>
  );
}

function TwoStates(props: FieldProps) {
  return (
    <FieldRow {...props}>
      {({ className: _, ...control }, { value, set }) => (
        <input
          type="checkbox"
          checked={value === true}
          onChange={({ target }) => set(target.checked ? true : undefined)}
          {...control}
          className="mt-[7px] size-4 accent-accent"
        />
      )}
    </FieldRow>
  );
}
