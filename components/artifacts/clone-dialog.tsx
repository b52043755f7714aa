"use client";
import { lazy, type ReactElement } from "react";
import { Dialog } from "#components/ui/dialog";
import { versionLabel } from "#lib/client/registry-view";
import type { ActionResult } from "#lib/domain/errors";

// With the dialog, which waits for it.
const CloneForm = lazy(() => import("./clone-form").then((module) => ({ default: module.CloneForm })));

export interface CloneSource {
  id: string;
  name: string;
  version: number | null;
}

export type CloneAction = (input: {
  id: string;
  name: string;
}) => Promise<ActionResult<{ id: string; name: string }>>;

export interface CloneDialogProps {
  source: CloneSource;
  clone: CloneAction;
  trigger?: ReactElement;
  open?: boolean;
  onOpenChange?: (open: boolean) => void;
}

export function CloneDialog({ source, clone, ...opening }: CloneDialogProps) {
  return (
    <Dialog
      title={`Clone ${source.name} (${versionLabel(source)})`}
      description="A new draft in the same repository, with the same description and specification. It remembers what it was cloned from."
      {...opening}
    >
      <CloneForm source={source} clone={clone} />
    </Dialog>
  );
}
