import type { Metadata } from "next";
import { KeyHelp } from "#components/shell/key-help";
import { TopBar } from "#components/shell/top-bar";
import { startLine } from "#lib/client/build-log";
import { buildsHref } from "#lib/client/build-words";
import { artifactHref, refusal, versionLabel } from "#lib/client/registry-view";
import { readBuildLog } from "#lib/operations/build-logs";
import { getBuild } from "#lib/operations/builds";
import { load } from "#lib/web/page";
import { cancelBuild, retryBuild } from "../../../actions";
import { loadArtifact } from "../../artifact";
import { BuildScreen } from "./build-screen";

interface Props {
  params: Promise<{ id: string; buildId: string }>;
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { id, buildId } = await params;
  const [artifact, build] = await Promise.all([loadArtifact(id), load(getBuild, { id, buildId })]);
  return { title: `Build ${build.number} · ${artifact.name}` };
}

/** A screen of lines, and what is above it where the log is opened in the middle. */
const firstLines = 60;

export default async function BuildPage({ params }: Props) {
  const { id, buildId } = await params;
  const [artifact, build] = await Promise.all([loadArtifact(id), load(getBuild, { id, buildId })]);
  const from = Math.max(1, (startLine(build) ?? build.logLines - firstLines / 2) - firstLines / 2);
  const { chunks } = await load(readBuildLog, { id, buildId, from, count: firstLines });
  const locked = artifact.status === "locked" ? "It is locked and keeps the image it has" : null;
  return (
    <>
      <TopBar
        crumbs={[
          { label: `${artifact.name} ${versionLabel(artifact)}`, href: artifactHref(id) },
          { label: "Builds", href: buildsHref(id) },
          { label: `Build ${build.number}` },
        ]}
      />
      <BuildScreen
        key={buildId}
        build={build}
        chunks={chunks}
        refusal={locked ?? refusal(artifact, "update")}
        retry={retryBuild}
        cancel={cancelBuild}
      />
      <div className="mt-3.5 flex justify-end">
        <KeyHelp />
      </div>
    </>
  );
}
