import type { DocumentEdit } from "./document-edits";
import type { DocumentPath } from "./document-places";
import { type DocumentMode, readDocument, writeDocument } from "./spec-document";
import { carryOver, editText } from "./text-edits";

/** What a step was about, so that undoing it can show it. */
export interface StepPlace {
  view: DocumentMode | "form";
  path: DocumentPath;
  /** Of the first character that differs; for the views of text only. */
  offset: number | null;
}

/** The texts as they stood. They agree in what they mean, but for the one that cannot be read. */
interface Texts {
  yaml: string;
  /** Null until somebody types JSON: so long it is written from the value. */
  json: string | null;
  /** What was typed last while it cannot be read; the other texts wait for it. */
  unreadable: { mode: DocumentMode; text: string } | null;
}

interface Step {
  texts: Texts;
  place: StepPlace;
}

/** The state of the editor: one document, its texts, and every step that led here. */
export interface DocumentHistory {
  texts: Texts;
  /** What the document means; while its text cannot be read, what it meant last. */
  value: unknown;
  /** The view typed in last. */
  mode: DocumentMode;
  /** What the last step, done, undone or done again, was about. */
  place: StepPlace | null;
  past: readonly Step[];
  future: readonly Step[];
  burst: { key: string; at: number } | null;
}

const maxSteps = 500;
/** Typing of one kind with shorter pauses than this, in milliseconds, is one step. */
const burstPause = 1000;

const nothing: Texts = { yaml: "", json: null, unreadable: null };

export function startHistory(text: string, mode: DocumentMode): DocumentHistory {
  const { texts, value } = followText(nothing, null, text, mode);
  return { texts, value, mode, place: null, past: [], future: [], burst: null };
}

/** The whole text of a view after a keystroke in it. */
export function typeText(
  state: DocumentHistory,
  mode: DocumentMode,
  text: string,
  at: number,
): DocumentHistory {
  const old = textOf(state, mode);
  if (text === old) return state;
  const next = { ...followText(state.texts, state.value, text, mode), mode };
  const offset = firstDifference(old, text);
  const path = readDocument(text, mode).placeAt(offset).path;
  return step(state, next, { view: mode, path, offset }, { key: `type ${mode}`, at });
}

/** Edits of the form. While the text cannot be read there is nothing they could be made in. */
export function applyEdits(
  state: DocumentHistory,
  edits: readonly DocumentEdit[],
  burst: string | undefined,
  at: number,
): DocumentHistory {
  const { yaml, json, unreadable } = state.texts;
  const edited = unreadable ? null : editText(yaml, "yaml", edits);
  if (edited === null || edited === yaml) return state;
  const texts = { yaml: edited, json: json === null ? null : editText(json, "json", edits), unreadable };
  const next = { texts, value: readDocument(edited, "yaml").value, mode: state.mode };
  const place = { view: "form", path: edits[0]?.path ?? [], offset: null } as const;
  return step(state, next, place, burst === undefined ? null : { key: `edit ${burst}`, at });
}

/** Another document in the place of this one: a template, a pasted file. */
export function replaceAll(state: DocumentHistory, text: string, mode: DocumentMode): DocumentHistory {
  const next = { ...followText(nothing, null, text, mode), mode };
  return step(state, next, { view: mode, path: [], offset: 0 }, null);
}

export function undo(state: DocumentHistory): DocumentHistory {
  const last = state.past.at(-1);
  if (!last) return state;
  const undone = { texts: state.texts, place: last.place };
  return goTo(state, last, state.past.slice(0, -1), [undone, ...state.future]);
}

export function redo(state: DocumentHistory): DocumentHistory {
  const [next, ...future] = state.future;
  if (!next) return state;
  return goTo(state, next, [...state.past, { texts: state.texts, place: next.place }], future);
}

export function textOf({ texts, value }: DocumentHistory, mode: DocumentMode): string {
  if (texts.unreadable?.mode === mode) return texts.unreadable.text;
  return mode === "yaml" ? texts.yaml : (texts.json ?? writeDocument(value, "json"));
}

export function isReadable({ texts }: DocumentHistory): boolean {
  return texts.unreadable === null;
}

/** Whether a view still shows what was there before the text of the other became unreadable. */
export function isBehind({ texts }: DocumentHistory, mode: DocumentMode): boolean {
  return texts.unreadable !== null && texts.unreadable.mode !== mode;
}

interface Now {
  texts: Texts;
  value: unknown;
}

function followText(texts: Texts, value: unknown, text: string, mode: DocumentMode): Now {
  const read = readDocument(text, mode);
  if (!read.readable) return { texts: { ...texts, unreadable: { mode, text } }, value };
  const { yaml, json } = texts;
  const followed =
    mode === "yaml"
      ? { yaml: text, json: json === null ? null : follow(json, "json", value, read.value) }
      : { yaml: follow(yaml, "yaml", value, read.value), json: text };
  return { texts: { ...followed, unreadable: null }, value: read.value };
}

function follow(text: string, mode: DocumentMode, before: unknown, after: unknown): string {
  return carryOver(text, mode, before, after) ?? writeDocument(after, mode);
}

function step(
  state: DocumentHistory,
  next: Now & { mode: DocumentMode },
  place: StepPlace,
  burst: DocumentHistory["burst"],
): DocumentHistory {
  const goesOn = burst !== null && burst.key === state.burst?.key && burst.at - state.burst.at < burstPause;
  const past = goesOn ? state.past : [...state.past, { texts: state.texts, place }].slice(-maxSteps);
  return { ...next, place, past, future: [], burst };
}

function goTo(
  state: DocumentHistory,
  { texts, place }: Step,
  past: readonly Step[],
  future: readonly Step[],
): DocumentHistory {
  const value = readDocument(texts.yaml, "yaml").value;
  return { texts, value, mode: texts.unreadable?.mode ?? state.mode, place, past, future, burst: null };
}

function firstDifference(a: string, b: string): number {
  let at = 0;
  while (at < a.length && a[at] === b[at]) at += 1;
  return at;
}
