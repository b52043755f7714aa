import type { Metadata } from "next";
import { LockedNotice } from "#components/artifacts/locked-notice";
import { EditArtifact } from "#components/editor/edit-artifact";
import { KeyHelp } from "#components/shell/key-help";
import { TopBar } from "#components/shell/top-bar";
import { TagField } from "#components/tags/tag-field";
import { PageHeader } from "#components/ui/page-header";
import { RelativeTime } from "#components/ui/relative-time";
import { NotAllowedState } from "#components/ui/states";
import { Status } from "#components/ui/status";
import { draftText, draftVersion } from "#lib/client/draft-version";
import { editorKeys } from "#lib/client/editor-keys";
import { artifactHandle, artifactHref, refusal, versionLabel } from "#lib/client/registry-view";
import { clone, save, saveTags } from "../../actions";
import { loadArtifact } from "../artifact";

interface Props {
  params: Promise<{ id: string }>;
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { name } = await loadArtifact((await params).id);
  return { title: `Edit ${name}` };
}

export default async function EditArtifactPage({ params }: Props) {
  const { id } = await params;
  const artifact = await loadArtifact(id);
  const { name, status, updatedAt } = artifact;
  const refused = refusal(artifact, "update");
  return (
    <>
      <TopBar crumbs={[{ label: name, href: artifactHref(id) }, { label: "Edit" }]} />
      <PageHeader
        title={name}
        meta={
          <>
            <Status kind={status}>{versionLabel(artifact)}</Status>
            <span>
              saved <RelativeTime date={updatedAt} />
            </span>
          </>
        }
      />
      {status === "locked" && <LockedNotice artifact={artifactHandle(artifact)} clone={clone} />}
      {status === "draft" && refused && <NotAllowedState title={refused} />}
      {status === "draft" && !refused && (
        <EditArtifact
          id={id}
          draft={draftVersion.parse(artifact)}
          initialText={draftText(artifact)}
          save={save}
          tags={<TagField id={id} tags={artifact.tags} path="/artifacts" save={saveTags} />}
          keys={<KeyHelp keys={editorKeys} />}
        />
      )}
    </>
  );
}
