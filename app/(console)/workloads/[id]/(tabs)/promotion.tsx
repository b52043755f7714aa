import { PromoteDialog } from "#components/workloads/promote-dialog";
import { placeFindings } from "#lib/client/place-words";
import { workloadRefusals } from "#lib/client/workload-refusals";
import type { WorkloadOnPage } from "#lib/client/workload-words";
import { getArtifact } from "#lib/operations/artifacts";
import { previewPromotion } from "#lib/operations/workload-promotion";
import { load } from "#lib/web/page";
import { promote } from "../../actions";

/** What promoting would do, from a dry run; nothing where it cannot be done. */
export async function Promotion({ workload }: { workload: WorkloadOnPage }) {
  const { id, name, artifact } = workload;
  if (workloadRefusals(workload).promote !== null) return null;
  const [preview, { spec }] = await Promise.all([
    load(previewPromotion, { id }),
    load(getArtifact, { id: artifact.id }),
  ]);
  const { version, problems, warnings, effects } = preview;
  return (
    <PromoteDialog
      workload={{ id, name }}
      artifactName={artifact.name}
      preview={{
        version,
        effects,
        problems: placeFindings(problems, spec),
        warnings: placeFindings(warnings, spec),
      }}
      promote={promote}
    />
  );
}
