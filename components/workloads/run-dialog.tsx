"use client";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { DialogContent } from "#components/ui/dialog-content";
import { artifactHref } from "#lib/client/registry-view";
import { RunForm, type RunFormProps } from "./run-form";

/** Open because the URL says so; closing it is going to the artifact. */
export function RunDialog(props: Omit<RunFormProps, "onClose">) {
  const router = useRouter();
  const [open, setOpen] = useState(true);
  const { artifact } = props;
  function close() {
    setOpen(false);
    router.replace(artifactHref(artifact.id), { scroll: false });
  }
  if (!open) return null;
  return (
    <DialogContent
      title={`Run ${artifact.label}`}
      description={
        artifact.isDraft
          ? "A draft runs as one workload, for eight hours at a time."
          : "A locked version runs as often and as long as it is wanted."
      }
      onClose={close}
    >
      <RunForm {...props} onClose={close} />
    </DialogContent>
  );
}
