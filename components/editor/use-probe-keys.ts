import type { DocumentPath } from "#lib/client/document-places";
import { usePageActions } from "#lib/client/page-actions";
import { newProbe, type ProbeKind, probeKinds, probePlace } from "#lib/client/probe-edits";
import { valueAt } from "#lib/domain/json-values";
import { useEditedDocument } from "./edited-document";

/** A key for each probe of the container: it adds the probe, or goes to it. */
export function useProbeKeys(container: DocumentPath): void {
  const { value: document, editable, edit, reveal } = useEditedDocument();
  function goTo(kind: ProbeKind) {
    const path = [...container, kind.field];
    const missing = (valueAt(document, path) ?? undefined) === undefined;
    if (missing && editable)
      edit([{ kind: "set", path, value: newProbe(kind, valueAt(document, container)) }]);
    reveal(probePlace(container, kind));
  }
  usePageActions(
    probeKinds.map((kind) => ({
      label: `Add or edit the ${kind.word} probe`,
      keys: [kind.shortcut],
      run: () => goTo(kind),
    })),
  );
}
