"use client";
import { type KeyboardEvent, useId, useRef, useState } from "react";
import { Input } from "#components/ui/input";
import { cn } from "#lib/client/class-names";
import { completeName, lastName, splitNames } from "#lib/client/recipient-names";
import { recipientKey } from "#lib/domain/sharing-preview";
import type { FindRecipients, Recipient } from "./add-recipients";
import { RecipientName } from "./recipient-name";

interface NameBoxProps {
  text: string;
  error: string | null;
  onText: (text: string) => void;
  /** Enter, with no suggestion chosen. */
  onSubmit: () => void;
  find: FindRecipients["like"];
}

const typingPauseMs = 150;

/** A combobox over free text (ARIA 1.2): suggestions are for what is being typed, after the last comma. */
export function NameBox({ text, error, onText, onSubmit, find }: NameBoxProps) {
  const id = useId();
  const { found, look, forget } = useSuggestions(find);
  const [active, setActive] = useState(-1);
  const open = found.length > 0;

  function choose(recipient: Recipient) {
    onText(completeName(text, recipient.name));
    close();
  }
  function close() {
    forget();
    setActive(-1);
  }
  function onKeyDown(event: KeyboardEvent) {
    const chosen = found[active];
    const moved = movedTo(event.key, active, found.length);
    if (event.key === "Enter") chosen ? choose(chosen) : onSubmit();
    else if (event.key === "Escape" && open) close();
    else if (moved !== null) setActive(moved);
    else return;
    event.preventDefault();
  }
  return (
    <div className="relative min-w-0 grow basis-72">
      <Input
        aria-label="E-mail addresses and names of groups"
        placeholder="E-mail addresses and groups, as many as you like"
        role="combobox"
        aria-expanded={open}
        aria-controls={`${id}-list`}
        aria-autocomplete="list"
        aria-activedescendant={active >= 0 ? `${id}-${active}` : undefined}
        aria-invalid={error ? true : undefined}
        aria-describedby={error ? `${id}-error` : undefined}
        value={text}
        onChange={(event) => {
          onText(event.target.value);
          setActive(-1);
          look(lastName(event.target.value));
        }}
        onPaste={(event) => {
          // A field of one line would join the lines of a pasted list into one name.
          const pasted = event.clipboardData.getData("text");
          if (!/[\n\r]/.test(pasted)) return;
          event.preventDefault();
          onText([...splitNames(text), ...splitNames(pasted)].join(", "));
        }}
        autoComplete="off"
        onKeyDown={onKeyDown}
        onBlur={close}
      />
      {/* Pressing must not take the focus away: the box would close before the choice arrives. */}
      <div
        id={`${id}-list`}
        role="listbox"
        aria-label="Suggestions"
        hidden={!open}
        className="appear absolute inset-x-0 top-full z-30 mt-1 max-h-64 overflow-y-auto rounded-lg border border-line bg-surface p-1 shadow-float"
      >
        {found.map((recipient, index) => (
          <div
            key={recipientKey(recipient)}
            id={`${id}-${index}`}
            role="option"
            tabIndex={-1}
            aria-selected={index === active}
            className={cn(
              "cursor-pointer rounded-sm px-2 py-1",
              index === active && "bg-sunken outline-2 outline-ring",
            )}
            onPointerDown={(event) => {
              event.preventDefault();
              choose(recipient);
            }}
          >
            <RecipientName recipient={recipient} />
          </div>
        ))}
      </div>
      {error && (
        <p id={`${id}-error`} role="alert" className="mt-1 text-sm text-bad">
          {error}
        </p>
      )}
    </div>
  );
}

function movedTo(key: string, active: number, count: number): number | null {
  if (count === 0) return null;
  if (key === "ArrowDown") return (active + 1) % count;
  return key === "ArrowUp" ? (active <= 0 ? count : active) - 1 : null;
}

/** Asked when typing pauses; an answer that comes after a newer question is dropped. */
function useSuggestions(find: FindRecipients["like"]) {
  const [found, setFound] = useState<Recipient[]>([]);
  const asked = useRef<ReturnType<typeof setTimeout>>(undefined);
  function forget() {
    clearTimeout(asked.current);
    asked.current = undefined;
    setFound([]);
  }
  function look(text: string) {
    forget();
    if (text === "") return;
    const mine = setTimeout(async () => {
      const result = await find({ text });
      if (asked.current === mine && result.ok) setFound(result.data);
    }, typingPauseMs);
    asked.current = mine;
  }
  return { found, look, forget };
}
