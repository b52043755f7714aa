import { type DocumentMode, documentModes } from "#lib/client/spec-document";

export const paneViews = ["yaml", "json", "curl", "terraform", "diff"] as const;
export type PaneView = (typeof paneViews)[number];

export const viewNames: Record<PaneView, string> = {
  yaml: "YAML",
  json: "JSON",
  curl: "curl",
  terraform: "Terraform",
  diff: "Diff",
};

export function isTextView(view: PaneView): view is DocumentMode {
  return documentModes.some((mode) => mode === view);
}
