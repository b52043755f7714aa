import { LockDialog } from "#components/artifacts/lock-dialog-on-demand";
import { LockImages } from "#components/artifacts/lock-images";
import { RawDocument } from "#components/artifacts/raw-document";
import { SpecView } from "#components/artifacts/spec-view";
import { RunDialog } from "#components/workloads/run-dialog-on-demand";
import { UsePanel } from "#components/workloads/use-panel";
import { oneParam, type SearchParams } from "#lib/client/list-url";
import { placeFindings } from "#lib/client/place-words";
import { writeDocument } from "#lib/client/spec-document";
import { findRunRefusal } from "#lib/client/workload-refusals";
import { bundleChoice, runFormOf } from "#lib/client/workload-words";
import { compactDocument } from "#lib/domain/compact";
import { listImages } from "#lib/domain/spec-images";
import { listCredentialsOfArtifact } from "#lib/operations/artifact-credentials";
import { getArtifactImages } from "#lib/operations/artifact-images";
import { previewLock } from "#lib/operations/artifact-locks";
import { listBundles } from "#lib/operations/compute-bundles";
import { listWorkloadUses } from "#lib/operations/workload-uses";
import { load, tryLoad } from "#lib/web/page";
import { create } from "../../../workloads/actions";
import { lock } from "../../actions";
import { loadArtifact } from "../artifact";
import { LastBuild } from "./last-build";

interface Props {
  params: Promise<{ id: string }>;
  searchParams: Promise<SearchParams>;
}

export default async function ArtifactPage({ params, searchParams }: Props) {
  const [{ id }, { dialog }] = await Promise.all([params, searchParams]);
  const artifact = await loadArtifact(id);
  const locking =
    oneParam(dialog) === "lock" && artifact.status === "draft" && artifact.can.includes("update");
  const preview = locking ? await load(previewLock, { id, withImages: false }) : null;
  const users = await load(listWorkloadUses, { artifactIds: [id] });
  const running = oneParam(dialog) === "run" && findRunRefusal(artifact, users) === null;
  const bundles = running ? await load(listBundles, {}) : [];
  const document = compactDocument(artifact);
  const images = listImages(artifact.spec);
  return (
    <div className="grid gap-3.5">
      {artifact.status === "draft" && <LastBuild artifactId={id} />}
      {users.length > 0 && <UsePanel uses={users} />}
      <SpecView artifact={artifact} credentials={await load(listCredentialsOfArtifact, { id })} />
      <RawDocument texts={{ yaml: writeDocument(document, "yaml"), json: writeDocument(document, "json") }} />
      {preview && (
        <LockDialog
          artifact={{ id, name: artifact.name }}
          preview={{
            ...preview,
            problems: placeFindings(preview.problems, artifact.spec),
            warnings: placeFindings(preview.warnings, artifact.spec),
          }}
          images={
            images.length > 0 && <LockImages images={images} answer={tryLoad(getArtifactImages, { id })} />
          }
          lock={lock}
        />
      )}
      {running && <RunDialog {...runFormOf(artifact)} bundles={bundles.map(bundleChoice)} run={create} />}
    </div>
  );
}
