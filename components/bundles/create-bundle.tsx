"use client";
import { useState } from "react";
import { Button } from "#components/ui/button";
import { Dialog } from "#components/ui/dialog";
import { Field } from "#components/ui/field";
import { Checkbox, Input } from "#components/ui/input";
import { ProblemNote } from "#components/ui/problem-note";
import { textOf, useActionForm } from "#lib/client/action-form";
import { notifyDone } from "#lib/client/notify";
import type { ActionResult } from "#lib/domain/errors";

interface NewBundle {
  id: string;
  name: string;
  cpuCount: string;
  memoryBytes: string;
  gpuCount: string;
  gpuMaker: string;
  gpuTypeLabel: string;
  isPublic: boolean;
}

interface CreateBundleProps {
  createBundle: (input: NewBundle) => Promise<ActionResult<unknown>>;
  /** Whether it may be for every organization. */
  forEverybody: boolean;
}

export function CreateBundle(props: CreateBundleProps) {
  const [open, setOpen] = useState(false);
  return (
    <Dialog
      title="New compute bundle"
      description="What it gives cannot be changed later: workloads that name it stay what they are."
      open={open}
      onOpenChange={setOpen}
      trigger={<Button variant="go">New bundle</Button>}
    >
      <BundleForm {...props} onDone={() => setOpen(false)} />
    </Dialog>
  );
}

/** The fields that are one line of text, in their order. */
const fields = [
  { name: "id", label: "Id", placeholder: "cpu.xlarge", help: "What clients and workloads name it by." },
  { name: "name", label: "Name", placeholder: "Extra large" },
  { name: "cpuCount", label: "Processors", placeholder: "8" },
  { name: "memoryBytes", label: "Memory", placeholder: "16 GiB" },
  { name: "gpuCount", label: "GPUs", initial: "0" },
  { name: "gpuMaker", label: "Maker of the GPUs", placeholder: "nvidia", optional: true },
  { name: "gpuTypeLabel", label: "Type of the GPUs", placeholder: "NVIDIA L4", optional: true },
] as const;

function BundleForm({ createBundle, forEverybody, onDone }: CreateBundleProps & { onDone: () => void }) {
  const { busy, unplaced, errorAt, formProps } = useActionForm({
    fields: fields.map(({ name }) => name),
    act: (form) =>
      createBundle({
        id: textOf(form, "id"),
        name: textOf(form, "name"),
        cpuCount: textOf(form, "cpuCount"),
        memoryBytes: textOf(form, "memoryBytes"),
        gpuCount: textOf(form, "gpuCount"),
        gpuMaker: textOf(form, "gpuMaker"),
        gpuTypeLabel: textOf(form, "gpuTypeLabel"),
        isPublic: form.has("isPublic"),
      }),
    onDone: () => {
      onDone();
      void notifyDone("The bundle is added");
    },
  });
  return (
    <form {...formProps} className="grid gap-3.5">
      {unplaced && <ProblemNote problem={unplaced} />}
      {fields.map((field) => (
        <Field
          key={field.name}
          label={field.label}
          required={!("optional" in field)}
          error={errorAt(field.name)}
          help={"help" in field ? field.help : undefined}
        >
          {(control) => (
            <Input
              {...control}
              name={field.name}
              machine={field.name === "id"}
              autoComplete="off"
              placeholder={"placeholder" in field ? field.placeholder : undefined}
              defaultValue={"initial" in field ? field.initial : undefined}
            />
          )}
        </Field>
      ))}
      {forEverybody && <Checkbox name="isPublic" label="For every organization" />}
      <Button type="submit" variant="go" busy={busy} className="justify-self-end">
        Add the bundle
      </Button>
    </form>
  );
}
