import { closeBrackets, closeBracketsKeymap, completionKeymap } from "@codemirror/autocomplete";
import { defaultKeymap, indentWithTab } from "@codemirror/commands";
import { bracketMatching, indentOnInput } from "@codemirror/language";
import { lintGutter, lintKeymap, setDiagnostics } from "@codemirror/lint";
import { Annotation, EditorState, type Extension, Prec, StateEffect, StateField } from "@codemirror/state";
import {
  Decoration,
  drawSelection,
  EditorView,
  highlightActiveLine,
  highlightActiveLineGutter,
  keymap,
  lineNumbers,
} from "@codemirror/view";
import type { TextRange } from "./document-places";
import { specLanguage } from "./editor-language";
import type { DocumentMode, TextProblem } from "./spec-document";
import { textEditorLook } from "./text-editor-look";
import { findReplacement } from "./text-outline";

export interface TextEditor {
  /** The text as another view left it. Only what differs is replaced, so that the cursor stays where it is. */
  setText: (text: string) => void;
  showProblems: (problems: readonly TextProblem[]) => void;
  /** Marks the lines of what another view is at, and brings them into view. */
  showPlace: (place: TextRange | null) => void;
  /** Brings a place into view and puts the cursor there. */
  goTo: (place: TextRange) => void;
  destroy: () => void;
}

/** What somebody was at in the plain text that an editor takes the place of. */
export interface TextHold {
  selection: { anchor: number; head: number };
  /** How far the text was scrolled, in pixels. */
  top: number;
  left: number;
  focused: boolean;
}

interface TextEditorOptions {
  parent: HTMLElement;
  text: string;
  /** Null for an editor that nobody was at before. */
  hold: TextHold | null;
  mode: DocumentMode;
  /** The name screen readers say. */
  label: string;
  /** The id of the element that says how to leave the editor by keyboard. */
  describedBy: string;
  onText: (text: string) => void;
  /** The cursor was put somewhere by the person, not by typing. */
  onCursor: (offset: number) => void;
}

/** Undo is not here: the document's history spans all views. */
export function createTextEditor(options: TextEditorOptions): TextEditor {
  const view = new EditorView({
    parent: options.parent,
    state: EditorState.create({
      doc: options.text,
      extensions: [...behaviour(options), specLanguage(options.mode)],
    }),
  });
  if (options.hold) takeHold(view, options.hold);
  return {
    setText: (text) => {
      const changes = findReplacement(view.state.doc.toString(), text);
      if (changes) view.dispatch({ changes, annotations: fromOutside.of(true) });
    },
    showProblems: (problems) => {
      const shown = problems.map(({ severity, message, ...range }) => ({
        ...within(view, range),
        severity,
        message,
      }));
      view.dispatch(setDiagnostics(view.state, shown));
    },
    showPlace: (place) => {
      const range = place && within(view, place);
      view.dispatch({
        effects: [
          placeShown.of(range),
          ...(range ? [EditorView.scrollIntoView(range.from, { y: "nearest", yMargin: 40 })] : []),
        ],
      });
    },
    goTo: (place) => {
      const { from, to } = within(view, place);
      view.dispatch({
        selection: { anchor: to, head: from },
        effects: EditorView.scrollIntoView(from, { y: "center" }),
      });
      view.focus();
    },
    destroy: () => view.destroy(),
  };
}

/** Goes on where the plain text was left: the cursor, what was in sight, the focus. */
function takeHold(view: EditorView, { selection, top, left, focused }: TextHold): void {
  const end = view.state.doc.length;
  const { anchor, head } = selection;
  if (focused) view.focus();
  view.dispatch({ selection: { anchor: Math.min(anchor, end), head: Math.min(head, end) } });
  view.scrollDOM.scrollTo({ top, left, behavior: "instant" });
}

const fromOutside = Annotation.define<boolean>();
const placeShown = StateEffect.define<TextRange | null>();

function within({ state }: EditorView, { from, to }: TextRange): TextRange {
  const end = state.doc.length;
  return { from: Math.min(from, end), to: Math.min(to, end) };
}

const placeField = StateField.define({
  create: () => Decoration.none,
  update(shown, { effects, changes, state }) {
    const asked = effects.find((effect) => effect.is(placeShown));
    if (!asked) return shown.map(changes);
    if (!asked.value) return Decoration.none;
    const [first, last] = [state.doc.lineAt(asked.value.from), state.doc.lineAt(asked.value.to)];
    const lines = Array.from({ length: last.number - first.number + 1 }, (_, index) =>
      state.doc.line(first.number + index),
    );
    return Decoration.set(lines.map(({ from }) => Decoration.line({ class: "cm-place" }).range(from)));
  },
  provide: (field) => EditorView.decorations.from(field),
});

function behaviour({ label, describedBy, onText, onCursor }: TextEditorOptions): Extension[] {
  return [
    lineNumbers(),
    lintGutter(),
    highlightActiveLine(),
    highlightActiveLineGutter(),
    drawSelection(),
    indentOnInput(),
    bracketMatching(),
    closeBrackets(),
    placeField,
    EditorState.tabSize.of(2),
    EditorView.contentAttributes.of({
      "aria-label": label,
      "aria-describedby": describedBy,
      // Focusable as it is; said once more for tools that do not know that editable content is.
      tabindex: "0",
    }),
    // Search stands first: the browser's own would only find the lines on screen.
    keymap.of([{ key: "Mod-f", run: openSearch, preventDefault: true }]),
    keymap.of([...closeBracketsKeymap, ...defaultKeymap, ...completionKeymap, ...lintKeymap, indentWithTab]),
    EditorView.updateListener.of((update) => {
      const ours = update.transactions.some((transaction) => transaction.annotation(fromOutside));
      if (update.docChanged && !ours) onText(update.state.doc.toString());
      if (update.selectionSet && !update.docChanged && update.view.hasFocus)
        onCursor(update.state.selection.main.head);
    }),
    textEditorLook,
  ];
}

/** Search comes when it is first asked for, and brings its own keys, this one among them. */
function openSearch(view: EditorView): boolean {
  import("@codemirror/search").then(
    ({ highlightSelectionMatches, openSearchPanel, search, searchKeymap }) => {
      const searching = [search({ top: true }), highlightSelectionMatches(), keymap.of(searchKeymap)];
      view.dispatch({ effects: StateEffect.appendConfig.of(Prec.highest(searching)) });
      openSearchPanel(view);
    },
    // Without a connection there is no panel yet; the next press tries again.
    () => undefined,
  );
  return true;
}
