import type { Metadata } from "next";
import type { ReactNode } from "react";
import { ArtifactActions } from "#components/artifacts/artifact-actions";
import { ArtifactHead } from "#components/artifacts/artifact-head";
import { BuildButton } from "#components/builds/build-button";
import { CompareMenu } from "#components/compare/compare-menu";
import { KeyHelp } from "#components/shell/key-help";
import { TopBar } from "#components/shell/top-bar";
import { Visit } from "#components/shell/visit";
import { TagField } from "#components/tags/tag-field";
import { TabLinks } from "#components/ui/tab-links";
import { buildsHref } from "#lib/client/build-words";
import {
  artifactCrumbs,
  artifactHandle,
  artifactHref,
  refusal,
  versionLabel,
} from "#lib/client/registry-view";
import { findRunRefusal } from "#lib/client/workload-refusals";
import { findBuildRefusal } from "#lib/domain/builds";
import { builtTypes } from "#lib/domain/spec";
import { getVersionNotes, listEqualVersions } from "#lib/operations/versions";
import { listWorkloadUses } from "#lib/operations/workload-uses";
import { getCaller } from "#lib/web/caller";
import { load } from "#lib/web/page";
import { clone, remove, saveTags, startBuilds } from "../../actions";
import { loadArtifact } from "../artifact";

interface Props {
  params: Promise<{ id: string }>;
  children: ReactNode;
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { name } = await loadArtifact((await params).id);
  return { title: { default: name, template: `%s · ${name} · Plimsoll` } };
}

export default async function ArtifactLayout({ params, children }: Props) {
  const { id } = await params;
  const [artifact, equalVersions, users, { actor }] = await Promise.all([
    loadArtifact(id),
    load(listEqualVersions, { id }),
    load(listWorkloadUses, { artifactIds: [id] }),
    getCaller(),
  ]);
  const { repository, parent } = artifact;
  const notes =
    repository && (await load(getVersionNotes, { id: repository.id, parentIds: [], digests: [] }));
  const path = artifactHref(id);
  const tabs = [
    { href: path, label: "Specification", exact: true },
    ...(builtTypes.includes(artifact.type)
      ? [
          { href: `${path}/source`, label: "Source" },
          { href: buildsHref(id), label: "Builds" },
        ]
      : []),
    ...(artifact.can.includes("inspect")
      ? [
          { href: `${path}/access`, label: "Access" },
          { href: `${path}/activity`, label: "Activity" },
        ]
      : []),
  ];
  return (
    <>
      <TopBar crumbs={artifactCrumbs(artifact)} />
      <Visit personId={actor?.userId} href={path} name={artifact.name} label={versionLabel(artifact)} />
      <ArtifactHead
        artifact={artifact}
        equalVersions={equalVersions}
        actions={
          <>
            <CompareMenu id={id} parent={parent} latest={notes?.latest ?? null} />
            <BuildButton
              artifactId={id}
              label="Build"
              refusal={findBuildRefusal(artifact) ?? refusal(artifact, "update")}
              start={startBuilds.bind(null, { id })}
            />
            <ArtifactActions
              artifact={artifactHandle(artifact)}
              noRun={findRunRefusal(artifact, users)}
              clone={clone}
              remove={remove}
            />
          </>
        }
        tags={
          <TagField
            id={id}
            tags={artifact.tags}
            path="/artifacts"
            save={artifact.can.includes("update") ? saveTags : null}
          />
        }
      />
      <TabLinks label={artifact.name} tabs={tabs} />
      {children}
      <div className="mt-3.5 flex justify-end">
        <KeyHelp />
      </div>
    </>
  );
}
