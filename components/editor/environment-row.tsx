"use client";
import { X } from "lucide-react";
import { memo } from "react";
import { Button } from "#components/ui/button";
import { cn } from "#lib/client/class-names";
import { isJsonMap } from "#lib/client/document-edits";
import { meansSame, textOfValue } from "#lib/client/field-texts";
import type { VariableAction, VariableText } from "#lib/client/variable-edits";
import { memberOf } from "#lib/domain/json-values";
import { CredentialCells } from "./credential-cells";

/** What is wrong with a row, by the key it is about; the row's own under "". */
export type RowMessages = Readonly<Record<string, { error?: string; warning?: string }>>;

interface EnvironmentRowProps {
  index: number;
  /** The formatted path of the list. */
  place: string;
  /** Undefined for the row of one to come. */
  variable: unknown;
  messages: RowMessages;
  /** Always the same function: the rows that did not change are not drawn again for it. */
  act: (action: VariableAction) => void;
}

const sourceWords: Record<string, string> = {
  string: "plain",
  "dr-credential": "credential",
  "api-key": "API key",
};

/** One variable: its name, and its value or where that comes from. */
export const EnvironmentRow = memo(function EnvironmentRow(props: EnvironmentRowProps) {
  const { index, place, variable, messages, act } = props;
  const own = `${place}[${index}]`;
  const name = textOfValue(memberOf(variable, "name"));
  const source = textOfValue(memberOf(variable, "source")) || "string";
  const whose = name || `variable ${index + 1}`;
  const cell = (key: VariableText, label: string, placeholder = "") => (
    <Cell
      {...{ index, label, placeholder }}
      cellKey={key}
      place={variable === undefined ? undefined : `${own}.${key}`}
      value={textOfValue(memberOf(variable, key))}
      message={messages[key]}
      onText={(text) => act({ do: "type", index, key, text })}
    />
  );
  if (variable !== undefined && !isJsonMap(variable)) {
    return (
      <li data-row={index} className={rowLook}>
        <code className="col-span-3 truncate px-2.5 py-1.5">{textOfValue(variable)}</code>
        <RemoveButton
          place={own}
          label={textOfValue(variable)}
          onPress={() => act({ do: "remove", index })}
        />
        <Messages {...{ own, index, messages, act }} cells={noCells} />
      </li>
    );
  }
  return (
    <li data-row={index} className={rowLook}>
      {cell("name", variable === undefined ? "Name of another variable" : `Name of ${whose}`, "NAME")}
      <div className="grid min-w-0 grid-flow-col max-md:order-1 max-md:col-span-3">
        {source === "dr-credential" && (
          <CredentialCells
            {...{ index, whose, variable, act }}
            place={own}
            invalid={{ drCredentialId: Boolean(messages.drCredentialId), key: Boolean(messages.key) }}
            textCell={(key, label) => cell(key, label, key === "key" ? "key" : "id")}
          />
        )}
        {source === "api-key" && (
          <span className="px-2.5 py-1.5 text-sm text-ink-3">the platform's API key</span>
        )}
        {source !== "dr-credential" &&
          source !== "api-key" &&
          cell("value", variable === undefined ? "Value of another variable" : `Value of ${whose}`, "value")}
      </div>
      {variable === undefined ? (
        <span />
      ) : (
        <>
          <SourceChoice
            {...{ source, messages }}
            place={`${own}.source`}
            label={`Source of ${whose}`}
            onChoose={(next) => act({ do: "source", index, source: next })}
          />
          <RemoveButton place={own} label={whose} onPress={() => act({ do: "remove", index })} />
        </>
      )}
      <Messages {...{ own, index, messages, act }} cells={cellsOf[source] ?? plainCells} />
    </li>
  );
}, sameRow);

// Skipped by the browser while it is out of sight: two thousand rows cost no layout.
const rowLook =
  "grid min-h-[33px] grid-cols-[minmax(0,1fr)_96px_26px] border-t border-line [contain-intrinsic-size:auto_33px] [content-visibility:auto] first:border-t-0 md:grid-cols-[minmax(0,1fr)_minmax(0,1.4fr)_96px_26px]";

/** By meaning: a document read anew has the same rows in new objects. */
function sameRow(before: EnvironmentRowProps, after: EnvironmentRowProps): boolean {
  return (
    before.index === after.index &&
    before.place === after.place &&
    meansSame(before.variable, after.variable) &&
    meansSame(before.messages, after.messages)
  );
}

interface CellProps {
  index: number;
  cellKey: string;
  label: string;
  placeholder: string;
  place: string | undefined;
  value: string;
  message: RowMessages[string] | undefined;
  onText: (text: string) => void;
}

/** Grows with the lines of its text: a value may have several. */
function Cell({ index, cellKey, label, placeholder, place, value, message, onText }: CellProps) {
  return (
    <textarea
      rows={1}
      spellCheck={false}
      autoComplete="off"
      aria-label={label}
      placeholder={placeholder}
      data-path={place}
      data-cell={cellKey}
      aria-invalid={message?.error ? true : undefined}
      aria-describedby={message && place ? `${place}-message` : undefined}
      value={value}
      onChange={({ target }) => onText(target.value)}
      key={index}
      className={cn(
        "mono field-sizing-content block max-h-40 w-full min-w-0 resize-none overflow-x-auto bg-transparent px-2.5 py-[7px] whitespace-pre placeholder:text-ink-3 focus-visible:-outline-offset-2 aria-invalid:bg-bad-soft",
        message?.warning && "bg-warn-soft",
      )}
    />
  );
}

interface SourceChoiceProps {
  source: string;
  messages: RowMessages;
  place: string;
  label: string;
  onChoose: (source: string) => void;
}

function SourceChoice({ source, messages, place, label, onChoose }: SourceChoiceProps) {
  const known = Object.keys(sourceWords);
  return (
    <select
      aria-label={label}
      data-path={place}
      aria-invalid={messages.source?.error ? true : undefined}
      value={source}
      onChange={({ target }) => onChoose(target.value)}
      className="h-8 min-w-0 bg-surface px-1 text-sm text-ink-2 focus-visible:-outline-offset-2 aria-invalid:text-bad"
    >
      {[...known, ...(known.includes(source) ? [] : [source])].map((option) => (
        <option key={option} value={option}>
          {sourceWords[option] ?? option}
        </option>
      ))}
    </select>
  );
}

function RemoveButton({ place, label, onPress }: { place: string; label: string; onPress: () => void }) {
  return (
    <Button
      variant="plain"
      shape="icon"
      className="size-6 self-start mt-1 [&_svg]:size-3"
      data-path={place}
      data-cell="remove"
      aria-label={`Remove ${label}`}
      onClick={onPress}
    >
      <X aria-hidden />
    </Button>
  );
}

interface MessagesProps {
  own: string;
  index: number;
  messages: RowMessages;
  /** The keys that have a control in the row. */
  cells: readonly string[];
  act: (action: VariableAction) => void;
}

const noCells: readonly string[] = [];
const plainCells = ["name", "source", "value"];
const cellsOf: Record<string, readonly string[]> = {
  "dr-credential": ["name", "source", "drCredentialId", "key"],
  "api-key": ["name", "source"],
};
const actionLook = "min-h-6 font-medium text-ink underline underline-offset-2";

function Messages({ own, index, messages, cells, act }: MessagesProps) {
  const entries = Object.entries(messages);
  if (entries.length === 0) return null;
  const foreign = entries.map(([key]) => key).filter((key) => key !== "" && !cells.includes(key));
  return (
    <div className="order-2 col-span-full flex flex-wrap gap-x-2.5 px-2.5 pb-1.5 text-sm">
      {entries.map(([key, { error, warning }]) => (
        <p
          key={key}
          id={key === "" ? `${own}-message` : `${own}.${key}-message`}
          className={error ? "basis-full text-bad" : "basis-full text-warn"}
        >
          {error ?? warning}
        </p>
      ))}
      {foreign.map((key) => (
        <button
          key={key}
          type="button"
          data-path={`${own}.${key}`}
          className={actionLook}
          onClick={() => act({ do: "drop", index, key })}
        >
          Remove {key}
        </button>
      ))}
      {messages.value?.warning && (
        <button
          type="button"
          className={actionLook}
          onClick={() => act({ do: "source", index, source: "dr-credential" })}
        >
          Make it a credential reference
        </button>
      )}
    </div>
  );
}
