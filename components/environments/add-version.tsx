"use client";
import { useState } from "react";
import { Button } from "#components/ui/button";
import { ProblemNote } from "#components/ui/problem-note";
import { textOf, useActionForm } from "#lib/client/action-form";
import { notifyDone } from "#lib/client/notify";
import type { ActionResult } from "#lib/domain/errors";
import { VersionFields, versionFieldPaths } from "./version-fields";

interface AddVersionProps {
  environment: { id: string; name: string };
  addVersion: (input: { id: string; label: string; baseImage: string }) => Promise<ActionResult<unknown>>;
}

export function AddVersion({ environment, addVersion }: AddVersionProps) {
  const [rounds, setRounds] = useState(0);
  const { busy, unplaced, errorAt, formProps } = useActionForm({
    fields: versionFieldPaths(),
    act: (form) =>
      addVersion({
        id: environment.id,
        label: textOf(form, "label"),
        baseImage: textOf(form, "baseImage"),
      }),
    onDone: () => {
      setRounds(rounds + 1);
      void notifyDone(`${environment.name} has a new version`);
    },
  });
  return (
    // A new form after each success: its fields are empty.
    <form key={rounds} {...formProps} className="grid gap-3.5">
      {unplaced && <ProblemNote problem={unplaced} />}
      <VersionFields errorAt={errorAt} />
      <Button type="submit" variant="go" busy={busy} className="justify-self-start">
        Add the version
      </Button>
    </form>
  );
}
