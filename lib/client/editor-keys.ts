/** The keys of the editor's text; what else can be done there its parts offer themselves. */
export const editorKeys = [
  { keys: ["Ctrl", "Space"], does: "Suggest fields and values, in the text" },
  { keys: ["Ctrl", "F"], does: "Search in the text" },
  { keys: ["Esc", "Tab"], does: "Leave the text by keyboard" },
];
