"use client";
import type { DocumentPath } from "#lib/client/document-places";
import { usePageActions } from "#lib/client/page-actions";
import {
  addContainer,
  addGroup,
  duplicateNode,
  makePrimary,
  moveNode,
  removeNode,
  type StructureEdit,
} from "#lib/client/structure-edits";
import type { EditedDocument } from "./edited-document";

export interface StructureActions {
  addContainer: () => void;
  addGroup: () => void;
  duplicate: () => void;
  remove: () => void;
  rename: () => void;
  makePrimary: () => void;
  move: (by: -1 | 1) => void;
}

/** What can be done with the selected part of the tree, and its keys. */
export function useStructure(
  { value, editable, edit, reveal }: EditedDocument,
  selected: DocumentPath,
  select: (path: DocumentPath) => void,
): StructureActions {
  function apply(change: StructureEdit | null, focus: boolean) {
    if (!change || !editable) return;
    edit(change.edits);
    (focus ? reveal : select)(change.goTo);
  }
  const actions: StructureActions = {
    addContainer: () => apply(addContainer(value, selected), true),
    addGroup: () => apply(addGroup(value), true),
    duplicate: () => apply(duplicateNode(value, selected), true),
    remove: () => apply(removeNode(value, selected), false),
    rename: () => reveal([...selected, "name"]),
    makePrimary: () => apply(makePrimary(value, selected), false),
    move: (by) => apply(moveNode(value, selected, by), false),
  };
  usePageActions([
    { label: "Add a container", keys: ["a"], run: actions.addContainer },
    { label: "Add a container group", keys: ["G"], run: actions.addGroup },
    { label: "Duplicate what is selected", keys: ["d"], run: actions.duplicate },
    { label: "Make the selected container the primary", keys: ["p"], run: actions.makePrimary },
    { label: "Remove what is selected in the tree", keys: ["Delete"] },
    { label: "Rename what is selected in the tree", keys: ["F2"] },
    { label: "Move what is selected in the tree", keys: ["Alt", "↑", "↓"] },
  ]);
  return actions;
}
