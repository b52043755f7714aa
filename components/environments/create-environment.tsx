"use client";
import { lazy } from "react";
import { Button } from "#components/ui/button";
import { Dialog } from "#components/ui/dialog";
import type { ActionResult } from "#lib/domain/errors";
import type { ProgrammingLanguage } from "#lib/domain/execution-environments";

// With the dialog, which waits for it.
const EnvironmentForm = lazy(() =>
  import("./environment-form").then((module) => ({ default: module.EnvironmentForm })),
);

interface NewEnvironment {
  name: string;
  programmingLanguage: ProgrammingLanguage;
  version: { label: string; baseImage: string };
}

export interface CreateEnvironmentProps {
  createEnvironment: (input: NewEnvironment) => Promise<ActionResult<{ id: string }>>;
}

export function CreateEnvironment({ createEnvironment }: CreateEnvironmentProps) {
  return (
    <Dialog
      title="New execution environment"
      description="What a Dockerfile is generated from, for source that has none."
      trigger={<Button variant="go">New environment</Button>}
    >
      <EnvironmentForm createEnvironment={createEnvironment} />
    </Dialog>
  );
}
