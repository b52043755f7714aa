"use client";
import { Status } from "#components/ui/status";
import { runStatusKind } from "#lib/client/run-status-kind";
import type { RunStatus as Word } from "#lib/domain/run-status";

/** The state of a workload or proton as shape, word and hue. */
export function RunStatus({ status, className }: { status: Word; className?: string }) {
  return (
    <Status kind={runStatusKind(status)} {...(className !== undefined && { className })}>
      {status}
    </Status>
  );
}
