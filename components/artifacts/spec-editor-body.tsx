"use client";
import { type RefObject, useEffect, useEffectEvent, useId, useRef, useState } from "react";
import { Button } from "#components/ui/button";
import { Kbd } from "#components/ui/kbd";
import { Panel } from "#components/ui/panel";
import { RelativeTime } from "#components/ui/relative-time";
import {
  convertDocument,
  type DocumentMode,
  documentModes,
  placeIssues,
  problemsOf,
  readDocument,
  sortProblems,
  type TextProblem,
} from "#lib/client/spec-document";
import { createTextEditor, type TextEditor } from "#lib/client/text-editor";
import {
  findUnsavedText,
  forgetUnsavedText,
  keepUnsavedText,
  type UnsavedText,
} from "#lib/client/unsaved-text";
import { ProblemList, problemCount } from "./problem-list";
import { editorFrame, type SpecEditorProps } from "./spec-editor-props";

interface EditorText {
  text: string;
  mode: DocumentMode;
}

const typingPauseMs = 180;
const modeNames: Record<DocumentMode, string> = { yaml: "YAML", json: "JSON" };
const noIssues: NonNullable<SpecEditorProps["serverIssues"]> = [];

export function SpecEditorBody(props: SpecEditorProps) {
  const { initialText, mode: initialMode = "yaml", label, readOnly = false, storageKey, onSave } = props;
  const { savedText = initialText, serverIssues = noIssues } = props;
  const [now, setNow] = useState<EditorText>({ text: initialText, mode: initialMode });
  const [offered, setOffered] = useState<UnsavedText | null>(() => {
    const kept = storageKey && !readOnly ? findUnsavedText(storageKey) : null;
    return kept && kept.text !== initialText ? kept : null;
  });
  const editor = useRef<TextEditor>(null);
  const dirty = !readOnly && now.text !== savedText;
  const problems = useProblems(now, serverIssues);
  const hintId = useId();

  function change(next: EditorText) {
    setNow(next);
    if (storageKey && !readOnly) {
      if (next.text === savedText) forgetUnsavedText(storageKey);
      else keepUnsavedText(storageKey, next);
    }
    props.onChange?.(next.text, next.mode);
  }
  function replace(next: EditorText) {
    editor.current?.replace(next.text, next.mode);
    change(next);
  }

  useLeaveGuard(dirty, storageKey);
  const place = useTextEditor(editor, {
    ...now,
    label,
    readOnly,
    describedBy: hintId,
    onText: (text) => change({ ...now, text }),
    onSave: () => onSave?.(now.text, now.mode),
  });
  // The marks are drawn by the editor, which is outside React.
  useEffect(() => editor.current?.showProblems(problems), [problems]);

  return (
    <div className="grid items-start gap-3.5 lg:grid-cols-[minmax(0,1fr)_300px]">
      <section aria-label="Document" className={`${editorFrame} focus-within:border-ring`}>
        <header className="flex min-h-10 flex-wrap items-center gap-x-2.5 gap-y-1 border-b border-line px-3.5 py-1">
          <h2>Document</h2>
          {dirty && <span className="text-sm text-ink-3">not saved</span>}
          <ModeSwitch now={now} onSwitch={replace} />
        </header>
        {offered && (
          <UnsavedOffer
            unsaved={offered}
            onRestore={() => {
              replace(offered);
              setOffered(null);
            }}
            onDiscard={() => {
              if (storageKey) forgetUnsavedText(storageKey);
              setOffered(null);
            }}
          />
        )}
        <div ref={place} className="min-h-0 grow" />
        <p id={hintId} className="min-h-8 border-t border-line px-3.5 py-1 text-sm text-ink-3">
          {readOnly ? (
            "This document cannot be changed."
          ) : (
            <>
              <Kbd>Tab</Kbd> indents; <Kbd>Esc</Kbd> then <Kbd>Tab</Kbd> leaves. <Kbd>Ctrl Space</Kbd>{" "}
              suggests.
            </>
          )}
        </p>
      </section>
      <Panel title="Problems" note={<span role="status">{problemCount(problems)}</span>} padded={false}>
        <ProblemList
          problems={problems}
          text={now.text}
          onGo={({ from, to }) => editor.current?.goTo(from, to)}
        />
      </Panel>
    </div>
  );
}

/** Found when typing pauses; what the server said stands with it as long as the text is the one it spoke of. */
function useProblems({ text, mode }: EditorText, serverIssues: NonNullable<SpecEditorProps["serverIssues"]>) {
  const [found, setFound] = useState(() => ({ text, problems: problemsOf(text, mode) }));
  const [answer, setAnswer] = useState({ issues: serverIssues, text });
  if (answer.issues !== serverIssues) setAnswer({ issues: serverIssues, text });
  // A clock: a keystroke takes back the look that the one before has asked for.
  useEffect(() => {
    const timer = setTimeout(() => {
      const own = problemsOf(text, mode);
      const said = answer.text === text ? placeIssues(readDocument(text, mode), answer.issues, "error") : [];
      setFound({ text, problems: withAnswer(own, said) });
    }, typingPauseMs);
    return () => clearTimeout(timer);
  }, [text, mode, answer]);
  return found.problems;
}

function withAnswer(own: TextProblem[], said: TextProblem[]): TextProblem[] {
  const known = new Set(own.map(({ path, message }) => `${path} ${message}`));
  return sortProblems([...own, ...said.filter(({ path, message }) => !known.has(`${path} ${message}`))]);
}

/** Asks before the page with unsaved text is closed; text kept in the browser is forgotten once it is saved. */
function useLeaveGuard(dirty: boolean, storageKey: string | undefined) {
  const wasDirty = useRef(false);
  // The browser's own question on leaving, and its storage.
  useEffect(() => {
    if (!dirty) {
      if (wasDirty.current && storageKey) forgetUnsavedText(storageKey);
      wasDirty.current = false;
      return;
    }
    wasDirty.current = true;
    const ask = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener("beforeunload", ask);
    return () => window.removeEventListener("beforeunload", ask);
  }, [dirty, storageKey]);
}

type EditorOptions = Omit<Parameters<typeof createTextEditor>[0], "parent">;

function useTextEditor(editor: RefObject<TextEditor | null>, options: EditorOptions) {
  const place = useRef<HTMLDivElement>(null);
  const onText = useEffectEvent(options.onText);
  const onSave = useEffectEvent(options.onSave);
  const create = useEffectEvent((parent: HTMLElement) =>
    createTextEditor({ ...options, parent, onText, onSave }),
  );
  // CodeMirror owns everything below the element.
  useEffect(() => {
    if (!place.current) return;
    const made = create(place.current);
    editor.current = made;
    return () => {
      made.destroy();
      editor.current = null;
    };
  }, [editor]);
  return place;
}

/** Switching forth and back without a change gives the first text again, with its comments. */
function ModeSwitch({ now, onSwitch }: { now: EditorText; onSwitch: (next: EditorText) => void }) {
  const [origin, setOrigin] = useState<(EditorText & { became: string }) | null>(null);
  const [refused, setRefused] = useState(false);
  function choose(mode: DocumentMode) {
    const unchanged = origin?.mode === mode && origin.became === now.text;
    const text = unchanged ? origin.text : convertDocument(now.text, now.mode, mode);
    setRefused(text === null);
    if (text === null) return;
    setOrigin({ ...now, became: text });
    onSwitch({ text, mode });
  }
  return (
    <fieldset className="ml-auto flex items-center">
      <legend className="sr-only">Notation</legend>
      {refused && (
        <span role="alert" className="mr-2 text-sm text-bad">
          Only what can be read can be rewritten.
        </span>
      )}
      {documentModes.map((mode) => (
        <button
          key={mode}
          type="button"
          aria-pressed={mode === now.mode}
          onClick={() => mode !== now.mode && choose(mode)}
          className="h-7 rounded-md px-2 text-sm text-ink-3 hover:text-ink aria-pressed:font-medium aria-pressed:text-ink"
        >
          {modeNames[mode]}
        </button>
      ))}
    </fieldset>
  );
}

interface UnsavedOfferProps {
  unsaved: UnsavedText;
  onRestore: () => void;
  onDiscard: () => void;
}

function UnsavedOffer({ unsaved, onRestore, onDiscard }: UnsavedOfferProps) {
  return (
    <div
      role="status"
      className="flex flex-wrap items-center gap-2 border-b border-line bg-warn-soft px-3.5 py-1.5 text-sm"
    >
      <span className="mr-auto">
        You left unsaved text here <RelativeTime date={unsaved.keptAt} />.
      </span>
      <Button onClick={onRestore}>Restore it</Button>
      <Button variant="plain" onClick={onDiscard}>
        Discard it
      </Button>
    </div>
  );
}
