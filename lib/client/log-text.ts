import Anser from "anser";
import { findInLines } from "#lib/domain/build-log";

/** Words of a line that look alike. */
export interface LogSpan {
  /** The column it begins at. */
  at: number;
  text: string;
  look: string;
  /** Found by the search. */
  found: boolean;
}

const hues: Readonly<Record<string, string>> = {
  "ansi-red": "text-bad",
  "ansi-green": "text-ok",
  "ansi-yellow": "text-warn",
  "ansi-blue": "text-accent",
  "ansi-magenta": "text-accent",
  "ansi-cyan": "text-busy",
  "ansi-bright-black": "text-ink-3",
  "ansi-bright-red": "text-bad",
  "ansi-bright-green": "text-ok",
  "ansi-bright-yellow": "text-warn",
  "ansi-bright-blue": "text-accent",
  "ansi-bright-magenta": "text-accent",
  "ansi-bright-cyan": "text-busy",
};
const decorations: Readonly<Record<string, string>> = {
  bold: "font-semibold",
  dim: "text-ink-3",
  italic: "italic",
  underline: "underline",
  strikethrough: "line-through",
  reverse: "bg-sunken",
};

const escapeCode = String.fromCharCode(27);
const bell = String.fromCharCode(7);

/** Sequences that say no colour: titles and links (the words of a link stay), where the cursor goes, other sets of letters. */
const otherSequences = new RegExp(
  [
    `${escapeCode}\\][^${bell}${escapeCode}]*(?:${bell}|${escapeCode}\\\\)`,
    `${escapeCode}\\[[0-9;?]*[A-Za-ln-z]`,
    `${escapeCode}[()][A-Z0-9]`,
    `${escapeCode}[=>78cDEHMNOZ]`,
  ].join("|"),
  "g",
);
/** But tabs and what begins a colour; they would be drawn as boxes. */
const controls = new RegExp(`[^\\P{Cc}\\t${escapeCode}]`, "gu");

/**
 * A line as spans in the colours of the theme. Programs choose colours for a terminal they do not see; the theme's own
 * are readable on both grounds, so a colour means its hue and no more. Each line begins without a colour.
 */
export function readLine(raw: string): LogSpan[] {
  const text = raw.replace(otherSequences, "").replace(controls, "");
  if (!text.includes(escapeCode)) return text === "" ? [] : [{ at: 0, text, look: "", found: false }];
  const spans: LogSpan[] = [];
  let at = 0;
  for (const part of Anser.ansiToJson(text, { json: true, use_classes: true, remove_empty: true })) {
    const words = part.content.replaceAll(escapeCode, "");
    if (words !== "") spans.push({ at, text: words, look: lookOf(part), found: false });
    at += words.length;
  }
  return spans;
}

function lookOf({ fg, bg, decorations: marks }: Anser.AnserJsonEntry): string {
  // On a ground of its own the text is plain: pairs of colours are not ours to trust.
  const hue = bg ? "bg-line text-ink" : (hues[fg] ?? "");
  return [hue, ...marks.map((mark) => (hue && mark === "dim" ? "" : (decorations[mark] ?? "")))]
    .filter((look) => look !== "")
    .join(" ");
}

/** The same spans, cut where a text is found in the line. */
export function markFound(spans: readonly LogSpan[], wanted: string): LogSpan[] {
  if (wanted === "") return [...spans];
  const line = spans.map(({ text }) => text).join("");
  const found = findInLines([line], 1, wanted).map(({ column }) => [column, column + wanted.length] as const);
  if (found.length === 0) return [...spans];
  return spans.flatMap((span) => {
    const end = span.at + span.text.length;
    const cuts = [span.at, ...found.flat().filter((place) => place > span.at && place < end), end];
    return cuts.slice(0, -1).map((at, index) => ({
      ...span,
      at,
      text: span.text.slice(at - span.at, (cuts[index + 1] ?? end) - span.at),
      found: found.some(([first, last]) => at >= first && at < last),
    }));
  });
}
