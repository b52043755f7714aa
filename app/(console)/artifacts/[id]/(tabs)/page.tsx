import { LockDialog } from "#components/artifacts/lock-dialog";
import { RawDocument } from "#components/artifacts/raw-document";
import { SpecView } from "#components/artifacts/spec-view";
import { oneParam, type SearchParams } from "#lib/client/list-url";
import { placeFindings } from "#lib/client/place-words";
import { writeDocument } from "#lib/client/spec-document";
import { compactDocument } from "#lib/domain/compact";
import { previewLock } from "#lib/operations/artifact-locks";
import { load } from "#lib/web/page";
import { lock } from "../../actions";
import { loadArtifact } from "../artifact";

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
  const document = compactDocument(artifact);
  return (
    <div className="grid gap-3.5">
      <SpecView artifact={artifact} />
      <RawDocument texts={{ yaml: writeDocument(document, "yaml"), json: writeDocument(document, "json") }} />
      {preview && (
        <LockDialog
          artifact={{ id, name: artifact.name }}
          preview={{
            ...preview,
            problems: placeFindings(preview.problems, artifact.spec),
            warnings: placeFindings(preview.warnings, artifact.spec),
          }}
          lock={lock}
        />
      )}
    </div>
  );
}
