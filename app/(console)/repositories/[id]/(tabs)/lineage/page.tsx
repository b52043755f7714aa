import type { Metadata } from "next";
import { KeyHelp } from "#components/shell/key-help";
import { FollowWorkloads } from "#components/workloads/follow-workloads";
import { lineageKeyHints } from "#lib/client/lineage-keys";
import { refusal } from "#lib/client/registry-view";
import type { WorkloadUse } from "#lib/client/workload-words";
import { getLineage } from "#lib/operations/lineage";
import { listWorkloadUses } from "#lib/operations/workload-uses";
import { load } from "#lib/web/page";
import { clone } from "../../../../artifacts/actions";
import { loadRepository } from "../../repository";
import { RepositoryLineage } from "./repository-lineage";

export const metadata: Metadata = { title: "Lineage" };

interface Props {
  params: Promise<{ id: string }>;
}

export default async function LineagePage({ params }: Props) {
  const { id } = await params;
  const [repository, { artifacts }] = await Promise.all([loadRepository(id), load(getLineage, { id })]);
  const uses = await load(listWorkloadUses, { artifactIds: artifacts.map((artifact) => artifact.id) });
  return (
    <>
      <FollowWorkloads ids={uses.slice(0, mostFollowed).map((use) => use.id)} mark={null} />
      <RepositoryLineage
        live={uses.map(toLive)}
        artifacts={artifacts}
        clone={clone}
        refusal={refusal(repository, "update")}
      />
      <div className="mt-3">
        <KeyHelp keys={lineageKeyHints} />
      </div>
    </>
  );
}

/** A stream follows no more. */
const mostFollowed = 100;

function toLive({ id, name, artifactId, status, readyReplicas }: WorkloadUse) {
  return { id, name, artifactId, status, replicas: readyReplicas };
}
