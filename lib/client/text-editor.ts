import { closeBrackets, closeBracketsKeymap, completionKeymap } from "@codemirror/autocomplete";
import { defaultKeymap, history, historyKeymap, indentWithTab } from "@codemirror/commands";
import { bracketMatching, indentOnInput } from "@codemirror/language";
import { lintGutter, lintKeymap, setDiagnostics } from "@codemirror/lint";
import { EditorState, type Extension, Prec, StateEffect } from "@codemirror/state";
import {
  drawSelection,
  EditorView,
  highlightActiveLine,
  highlightActiveLineGutter,
  keymap,
  lineNumbers,
} from "@codemirror/view";
import { specLanguage } from "./editor-language";
import type { DocumentMode, TextProblem } from "./spec-document";
import { textEditorLook } from "./text-editor-look";

export interface TextEditor {
  /** Another text, perhaps in another notation; what could be undone ends here. */
  replace: (text: string, mode: DocumentMode) => void;
  showProblems: (problems: readonly TextProblem[]) => void;
  /** Brings a place into view and puts the cursor there. */
  goTo: (from: number, to: number) => void;
  destroy: () => void;
}

interface TextEditorOptions {
  parent: HTMLElement;
  text: string;
  mode: DocumentMode;
  /** The name screen readers say. */
  label: string;
  /** The id of the element that says how to leave the editor by keyboard. */
  describedBy: string;
  readOnly: boolean;
  onText: (text: string) => void;
  onSave: () => void;
}

export function createTextEditor(options: TextEditorOptions): TextEditor {
  const stateOf = (text: string, mode: DocumentMode) =>
    EditorState.create({ doc: text, extensions: [...behaviour(options), specLanguage(mode)] });
  const view = new EditorView({ parent: options.parent, state: stateOf(options.text, options.mode) });
  return {
    replace: (text, mode) => view.setState(stateOf(text, mode)),
    showProblems: (problems) => {
      const end = view.state.doc.length;
      const shown = problems.map(({ from, to, severity, message }) => ({
        from: Math.min(from, end),
        to: Math.min(to, end),
        severity,
        message,
      }));
      view.dispatch(setDiagnostics(view.state, shown));
    },
    goTo: (from, to) => {
      const end = view.state.doc.length;
      const selection = { anchor: Math.min(to, end), head: Math.min(from, end) };
      view.dispatch({ selection, effects: EditorView.scrollIntoView(selection.head, { y: "center" }) });
      view.focus();
    },
    destroy: () => view.destroy(),
  };
}

function behaviour({ label, describedBy, readOnly, onText, onSave }: TextEditorOptions): Extension[] {
  const save = () => {
    onSave();
    return true;
  };
  return [
    lineNumbers(),
    lintGutter(),
    highlightActiveLine(),
    highlightActiveLineGutter(),
    drawSelection(),
    history(),
    indentOnInput(),
    bracketMatching(),
    closeBrackets(),
    EditorView.lineWrapping,
    EditorState.readOnly.of(readOnly),
    EditorState.tabSize.of(2),
    EditorView.contentAttributes.of({
      "aria-label": label,
      "aria-describedby": describedBy,
      // Focusable as it is; said once more for tools that do not know that editable content is.
      tabindex: "0",
      ...(readOnly && { "aria-readonly": "true" }),
    }),
    // Save stands first: the browser must never offer to save the page instead.
    keymap.of([
      { key: "Mod-s", run: save, preventDefault: true },
      { key: "Mod-f", run: openSearch, preventDefault: true },
    ]),
    keymap.of([
      ...closeBracketsKeymap,
      ...defaultKeymap,
      ...historyKeymap,
      ...completionKeymap,
      ...lintKeymap,
      // A text that cannot be changed has no use for Tab but to leave it.
      ...(readOnly ? [] : [indentWithTab]),
    ]),
    EditorView.updateListener.of((update) => {
      if (update.docChanged) onText(update.state.doc.toString());
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
