"use client";
import { useRouter } from "next/navigation";
import { type ReactNode, useState } from "react";
import { Button } from "#components/ui/button";
import { CopyText } from "#components/ui/copy-text";
import { DialogClose, DialogContent } from "#components/ui/dialog-content";
import { Field } from "#components/ui/field";
import { FindingSection } from "#components/ui/finding-list";
import { Textarea } from "#components/ui/input";
import { ProblemNote } from "#components/ui/problem-note";
import { Status } from "#components/ui/status";
import { textOf, useActionForm } from "#lib/client/action-form";
import { notifyDone } from "#lib/client/notify";
import type { Finding } from "#lib/client/place-words";
import { artifactHref, objectHref, shortDigest } from "#lib/client/registry-view";
import type { ActionResult } from "#lib/domain/errors";

const fieldWords: Record<string, string> = { spec: "the whole specification" };

interface LockPreview {
  version: number;
  specDigest: string;
  equalVersions: { id: string; version: number }[];
  problems: Finding[];
  warnings: Finding[];
  fixedForEver: string[];
  revision: number;
}

export type LockAction = (input: {
  id: string;
  reason: string;
  revision: number;
}) => Promise<ActionResult<{ version: number | null }>>;

interface LockDialogProps {
  artifact: { id: string; name: string };
  /** From a dry run. */
  preview: LockPreview;
  /** What it runs, which registries are asked about. */
  images: ReactNode;
  lock: LockAction;
}

/** Open because the URL says so; closing it is going to the artifact. */
export function LockDialog({ artifact, preview, images, lock }: LockDialogProps) {
  const router = useRouter();
  const [open, setOpen] = useState(true);
  function close() {
    setOpen(false);
    router.replace(artifactHref(artifact.id), { scroll: false });
  }
  if (!open) return null;
  return (
    <DialogContent
      title={
        <Status kind="locked" className="whitespace-normal text-ink">
          Lock {artifact.name} as version {preview.version}
        </Status>
      }
      description={`Fixed for ever: ${wordList(preview.fixedForEver.map((field) => fieldWords[field] ?? field))}. This cannot be undone.`}
      onClose={close}
    >
      <LockForm artifact={artifact} preview={preview} images={images} lock={lock} onLocked={close} />
    </DialogContent>
  );
}

function LockForm({ artifact, preview, images, lock, onLocked }: LockDialogProps & { onLocked: () => void }) {
  const { problems, warnings, revision } = preview;
  const form = useActionForm({
    fields: ["reason"],
    act: (data) => lock({ id: artifact.id, revision, reason: textOf(data, "reason") }),
    onDone: ({ version }) => {
      onLocked();
      void notifyDone(`Locked ${artifact.name} as version ${version}`);
    },
  });
  return (
    <form {...form.formProps} className="grid gap-4">
      <ContentFacts preview={preview} />
      {images}
      <FindingSection title="In the way" kind="bad" findings={problems} />
      <FindingSection title="Worth a look first" kind="warn" findings={warnings} />
      <Field
        label="Reason"
        help="Optional. It is shown with the version and kept in the history."
        error={form.errorAt("reason")}
      >
        {(control) => <Textarea {...control} name="reason" rows={2} maxLength={2000} />}
      </Field>
      {form.unplaced && <ProblemNote problem={form.unplaced} blockerLink={objectHref} />}
      <div className="flex justify-end gap-2">
        <DialogClose>Cancel</DialogClose>
        <Button
          type="submit"
          variant="go"
          busy={form.busy}
          disabledReason={problems.length > 0 ? "Something is in the way; see the list above" : null}
        >
          Lock as version {preview.version}
        </Button>
      </div>
    </form>
  );
}

function ContentFacts({ preview: { specDigest, equalVersions } }: { preview: LockPreview }) {
  return (
    <dl className="grid grid-cols-[auto_1fr] items-baseline gap-x-4 gap-y-1">
      <dt className="text-ink-2">Digest of the specification</dt>
      <dd>
        <CopyText text={specDigest} shown={shortDigest(specDigest)} label="digest" />
      </dd>
      <dt className="text-ink-2">Equal in content</dt>
      <dd>
        {equalVersions.length === 0
          ? "to no earlier version"
          : `to ${wordList(equalVersions.map(({ version }) => `v${version}`))}: there is nothing new to lock`}
      </dd>
    </dl>
  );
}

/** "name, description and spec" */
function wordList(words: string[]): string {
  return [words.slice(0, -1).join(", "), ...words.slice(-1)].filter((part) => part !== "").join(" and ");
}
