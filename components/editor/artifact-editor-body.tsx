"use client";
import { useRef, useState } from "react";
import { Panel } from "#components/ui/panel";
import { textOf } from "#lib/client/document-history";
import { listTreeNodes, ownerOf } from "#lib/client/document-tree";
import { readDocument } from "#lib/client/spec-document";
import type { TextEditor } from "#lib/client/text-editor";
import { type ArtifactEditorProps, editorColumns } from "./artifact-editor-props";
import { DocumentPane, isTextView, type PaneView } from "./document-pane";
import { EditedDocumentProvider } from "./edited-document";
import { EditorKeys } from "./editor-keys";
import { FormPanel } from "./form-panel";
import { ProblemList, problemCount } from "./problem-list";
import { StructurePanel } from "./structure-panel";
import { useArtifactDocument } from "./use-artifact-document";
import { usePlace } from "./use-place";
import { useProblems } from "./use-problems";
import { useSaving } from "./use-saving";
import { useStructure } from "./use-structure";

/** One document in many views: its structure, a form, its problems, its texts, and what saving it would change. */
export function ArtifactEditorBody(props: ArtifactEditorProps) {
  const { initialText, storageKey, label, children } = props;
  const document = useArtifactDocument(initialText, storageKey);
  const { history, value, readable, edit } = document;
  const [view, setView] = useState<PaneView>("yaml");
  const shownMode = isTextView(view) ? view : "yaml";
  const saving = useSaving(props, document);
  const problems = useProblems(textOf(history, shownMode), shownMode, saving.issues);
  return null;
}
