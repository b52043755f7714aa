import { type Language, type LanguageSupport, StreamLanguage, type StreamParser } from "@codemirror/language";
import { unifiedMergeView } from "@codemirror/merge";
import { Compartment, EditorState, type Extension } from "@codemirror/state";
import { drawSelection, EditorView, lineNumbers } from "@codemirror/view";
import { textColours } from "./text-colours";
import { textEditorLook } from "./text-editor-look";

type Load = () => Promise<Language | LanguageSupport>;

const stream = (parser: StreamParser<unknown>) => StreamLanguage.define(parser);
const legacy =
  (load: () => Promise<StreamParser<unknown>>): Load =>
  async () =>
    stream(await load());

const javascript = legacy(async () => (await import("@codemirror/legacy-modes/mode/javascript")).javascript);
const typescript = legacy(async () => (await import("@codemirror/legacy-modes/mode/javascript")).typescript);
const shell = legacy(async () => (await import("@codemirror/legacy-modes/mode/shell")).shell);
const toml = legacy(async () => (await import("@codemirror/legacy-modes/mode/toml")).toml);
const json: Load = async () => (await import("@codemirror/lang-json")).json();
const yaml: Load = async () => (await import("@codemirror/lang-yaml")).yaml();
const python = legacy(async () => (await import("@codemirror/legacy-modes/mode/python")).python);
const xml = legacy(async () => (await import("@codemirror/legacy-modes/mode/xml")).html);

/** By the end of the name; each comes when the first file that needs it is opened. */
const byExtension: Record<string, Load> = {
  ...{ js: javascript, mjs: javascript, cjs: javascript, jsx: javascript, ts: typescript, tsx: typescript },
  ...{ json, yaml, yml: yaml, toml, lock: toml, py: python, sh: shell, bash: shell },
  ...{ html: xml, xml, svg: xml },
  css: legacy(async () => (await import("@codemirror/legacy-modes/mode/css")).css),
  go: legacy(async () => (await import("@codemirror/legacy-modes/mode/go")).go),
  rs: legacy(async () => (await import("@codemirror/legacy-modes/mode/rust")).rust),
  rb: legacy(async () => (await import("@codemirror/legacy-modes/mode/ruby")).ruby),
  java: legacy(async () => (await import("@codemirror/legacy-modes/mode/clike")).java),
  sql: legacy(async () => (await import("@codemirror/legacy-modes/mode/sql")).standardSQL),
};
const dockerfile = legacy(async () => (await import("@codemirror/legacy-modes/mode/dockerfile")).dockerFile);

function findLanguage(path: string): Load | null {
  const name = path.slice(path.lastIndexOf("/") + 1).toLowerCase();
  if (/(^|\.)dockerfile$/.test(name) || name.startsWith("dockerfile.")) return dockerfile;
  const extension = name.slice(name.lastIndexOf(".") + 1);
  return Object.hasOwn(byExtension, extension) ? (byExtension[extension] ?? null) : null;
}

interface Viewer {
  parent: HTMLElement;
  path: string;
  text: string;
  /** Shown as what it was before; only the text as it is, if there is none. */
  before?: string | undefined;
  label: string;
}

const diffLook = EditorView.theme({
  ".cm-changedLine": { backgroundColor: "var(--add)" },
  ".cm-insertedLine, .cm-deletedLine, .cm-deletedLine del": { textDecoration: "none" },
  ".cm-deletedChunk": { backgroundColor: "var(--del)", paddingLeft: "6px" },
  ".cm-changedText, .cm-deletedText": { background: "none", fontWeight: "600" },
  ".cm-collapsedLines": {
    background: "var(--sunken)",
    color: "var(--ink-2)",
    padding: "4px 12px",
    cursor: "pointer",
  },
  // Its marks are of a script that our fonts do not have.
  ".cm-collapsedLines:before, .cm-collapsedLines:after": { content: "none" },
});

/** A text to read, highlighted; with what it was before, the lines that changed. Returns how to take it away. */
export function createSourceViewer({ parent, path, text, before, label }: Viewer): () => void {
  const language = new Compartment();
  const compared: Extension =
    before === undefined
      ? []
      : [
          unifiedMergeView({
            original: before,
            mergeControls: false,
            gutter: false,
            collapseUnchanged: { margin: 3, minSize: 6 },
          }),
          diffLook,
        ];
  const view = new EditorView({
    parent,
    state: EditorState.create({
      doc: text,
      extensions: [
        lineNumbers(),
        drawSelection(),
        EditorState.readOnly.of(true),
        EditorView.editable.of(false),
        // Not editable, but the keyboard must get in to scroll and select.
        EditorView.contentAttributes.of({
          tabindex: "0",
          "aria-label": label,
          role: "textbox",
          "aria-readonly": "true",
          "aria-multiline": "true",
        }),
        EditorView.lineWrapping,
        textColours,
        language.of([]),
        textEditorLook,
        compared,
      ],
    }),
  });
  void findLanguage(path)?.().then(
    (loaded) => view.dispatch({ effects: language.reconfigure(loaded) }),
    // Without its language a text is still a text.
    () => undefined,
  );
  return () => view.destroy();
}
