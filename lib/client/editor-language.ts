import {
  autocompletion,
  type Completion,
  type CompletionContext,
  type CompletionResult,
  pickedCompletion,
  startCompletion,
} from "@codemirror/autocomplete";
import { json } from "@codemirror/lang-json";
import { yaml } from "@codemirror/lang-yaml";
import { indentUnit } from "@codemirror/language";
import type { Extension } from "@codemirror/state";
import { hoverTooltip } from "@codemirror/view";
import type { Suggestion } from "./spec-completion";
import type { DocumentMode } from "./spec-document";
import { textColours } from "./text-colours";

/** One notation of a specification: its colours, its indentation, what may be written, and what a field is. */
export function specLanguage(mode: DocumentMode): Extension {
  return [
    mode === "yaml" ? yaml() : json(),
    indentUnit.of("  "),
    textColours,
    autocompletion({ override: [(context) => complete(context, mode)], icons: false }),
    hoverTooltip(async (view, offset) => {
      const fields = await loadCompletion();
      const note = fields?.noteAt(view.state.doc.toString(), mode, offset);
      if (!note) return null;
      const { from, to, path, detail, help } = note;
      return { pos: from, end: to, above: true, create: () => ({ dom: noteElement(path, detail, help) }) };
    }),
  ];
}

/** What knows the fields comes when it is first asked; without a connection the text and its mistakes do without it. */
const loadCompletion = () => import("./spec-completion").catch(() => null);

async function complete(context: CompletionContext, mode: DocumentMode): Promise<CompletionResult | null> {
  const typed = context.matchBefore(/[\w"'-]+$/);
  if (!typed && !context.explicit) return null;
  const fields = await loadCompletion();
  if (!fields || context.aborted) return null;
  const found = fields.suggestionsAt(context.state.doc.toString(), mode, context.pos);
  if (!found) return null;
  // Filtered by the word alone; an opening quote before it is part of what is replaced.
  const quote = /^["']/.test(context.state.sliceDoc(found.from, context.pos)) ? 1 : 0;
  const options = found.options.map((suggestion) => toCompletion(suggestion, quote));
  return { from: found.from + quote, to: found.to, options };
}

function toCompletion(
  { label, kind, insert, detail, help, required }: Suggestion,
  quote: number,
): Completion {
  return {
    label,
    type: kind === "key" ? "property" : "enum",
    detail: required ? `needed · ${detail}` : detail,
    info: help,
    boost: required ? 1 : 0,
    apply: (view, completion, from, to) => {
      view.dispatch({
        changes: { from: from - quote, to, insert },
        selection: { anchor: from - quote + insert.length },
        userEvent: "input.complete",
        annotations: pickedCompletion.of(completion),
      });
      // After a key its values, or the keys of its group.
      if (kind === "key") startCompletion(view);
    },
  };
}

function noteElement(name: string, detail: string, help: string): HTMLElement {
  const dom = document.createElement("div");
  dom.className = "cm-note";
  const head = dom.appendChild(document.createElement("div"));
  head.appendChild(document.createElement("code")).textContent = name;
  head.append(detail ? ` ${detail}` : "");
  dom.appendChild(document.createElement("p")).textContent = help;
  return dom;
}
