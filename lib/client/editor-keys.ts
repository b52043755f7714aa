/** The keys of a page with the specification editor. */
export const editorKeys = [
  { keys: ["Ctrl", "S"], does: "Save (⌘ S on a Mac)" },
  { keys: ["Ctrl", "Space"], does: "Suggest fields and values" },
  { keys: ["Ctrl", "F"], does: "Search in the document" },
  { keys: ["Ctrl", "Z"], does: "Undo" },
  { keys: ["Esc", "Tab"], does: "Leave the editor by keyboard" },
];
