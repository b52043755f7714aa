"use client";
import type { DocumentPath } from "#lib/client/document-places";
import { pictureProbes, readProbeTimes } from "#lib/client/probe-lanes";
import { memberOf, valueAt } from "#lib/domain/json-values";
import { useEditedDocument } from "./edited-document";
import { rowLook } from "./field-row";
import { ProbeTimeline } from "./probe-timeline";

/** The probes of a container on one clock. */
export function ProbesTogether({ container }: { container: DocumentPath }) {
  const { value: document } = useEditedDocument();
  const value = valueAt(document, container);
  const picture = pictureProbes({
    startupProbe: readProbeTimes(memberOf(value, "startupProbe")),
    readinessProbe: readProbeTimes(memberOf(value, "readinessProbe")),
    livenessProbe: readProbeTimes(memberOf(value, "livenessProbe")),
  });
  if (!picture) return null;
  return (
    <div className={rowLook}>
      <p className="text-ink-2">Together</p>
      <ProbeTimeline picture={picture} />
    </div>
  );
}
