import { HighlightStyle, syntaxHighlighting } from "@codemirror/language";
import { tags } from "@lezer/highlight";

const highlight = HighlightStyle.define([
  { tag: [tags.propertyName, tags.definition(tags.propertyName)], color: "var(--accent)" },
  { tag: [tags.string, tags.special(tags.string)], color: "var(--ok)" },
  {
    tag: [tags.comment, tags.meta, tags.punctuation, tags.separator, tags.brace, tags.squareBracket],
    color: "var(--ink-3)",
  },
  { tag: [tags.labelName, tags.typeName, tags.keyword], color: "var(--busy)" },
]);

/** The colours of every text shown with CodeMirror. */
export const textColours = syntaxHighlighting(highlight);
