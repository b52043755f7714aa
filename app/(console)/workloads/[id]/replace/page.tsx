import type { Metadata } from "next";
import { KeyHelp } from "#components/shell/key-help";
import { TopBar } from "#components/shell/top-bar";
import { ChangeList } from "#components/ui/change-list";
import { PageHeader } from "#components/ui/page-header";
import { Panel } from "#components/ui/panel";
import { CandidateList } from "#components/workloads/candidate-list";
import { ReplaceForm } from "#components/workloads/replace-form";
import { changeRow } from "#lib/client/draft-merge";
import { oneParam, type SearchParams } from "#lib/client/list-url";
import { workloadHref } from "#lib/client/registry-view";
import { workloadRefusals } from "#lib/client/workload-refusals";
import { runsWords, type WorkloadOnPage } from "#lib/client/workload-words";
import { comparisonSentence } from "#lib/domain/comparison-words";
import { getArtifact, listArtifacts } from "#lib/operations/artifacts";
import { compareWithRunning } from "#lib/operations/workload-comparisons";
import { load } from "#lib/web/page";
import { replace } from "../../actions";
import { loadWorkload } from "../workload";

export const metadata: Metadata = { title: "Replace" };

interface Props {
  params: Promise<{ id: string }>;
  searchParams: Promise<SearchParams>;
}

export default async function ReplacePage({ params, searchParams }: Props) {
  const [{ id }, query] = await Promise.all([params, searchParams]);
  const workload = await loadWorkload(id);
  const { artifact, name } = workload;
  const search = oneParam(query.search) ?? "";
  const chosenId = oneParam(query.with) ?? null;
  const { status, type } = artifact;
  const where = search ? { search } : { repositoryId: artifact.repositoryId };
  const [{ items }, chosen] = await Promise.all([
    load(listArtifacts, { status, type, ...where, limit: 25, orderBy: "-updatedAt" }),
    chosenId && load(getArtifact, { id: chosenId }),
  ]);
  return (
    <>
      <TopBar
        crumbs={[
          { label: "Workloads", href: "/workloads" },
          { label: name, href: workloadHref(id) },
          { label: "Replace" },
        ]}
      />
      <PageHeader
        title={`Replace what ${name} runs`}
        description={`It runs ${runsWords(artifact)}. Its id, endpoint, access and settings stay.`}
      />
      <div className="grid gap-3.5">
        <CandidateList
          workloadId={id}
          currentId={artifact.id}
          chosenId={chosenId}
          search={search}
          candidates={items.map((item) => ({
            id: item.id,
            name: item.name,
            version: item.version,
            status: item.status,
            updatedAt: item.updatedAt,
          }))}
        />
        {chosen && (
          <Panel title={replacementTitle(artifact, chosen)}>
            <div className="grid gap-4">
              <Difference workload={workload} chosenId={chosen.id} />
              <ReplaceForm
                key={chosen.id}
                workload={{ id, name }}
                candidate={{ id: chosen.id, label: runsWords(chosen) }}
                refusal={workloadRefusals(workload).replace}
                replace={replace}
              />
            </div>
          </Panel>
        )}
      </div>
      <div className="mt-3.5 flex justify-end">
        <KeyHelp />
      </div>
    </>
  );
}

type Named = Parameters<typeof runsWords>[0] & { id: string };

function replacementTitle(current: Named, chosen: Named): string {
  if (current.id === chosen.id) return `Roll ${runsWords(chosen)}`;
  return `From ${runsWords(current)} to ${runsWords(chosen)}`;
}

interface DifferenceProps {
  workload: WorkloadOnPage;
  chosenId: string;
}

/** What differs from what runs, with its risks, before anything is started. */
async function Difference({ workload: { id, artifact, can }, chosenId }: DifferenceProps) {
  if (!can.includes("inspect"))
    return <p className="text-ink-2">Your role does not let you see how it runs, so nothing is compared.</p>;
  const comparison = await load(compareWithRunning, { id, artifactId: chosenId });
  if (comparison === null)
    return (
      <p className="text-ink-2">What runs now is not shared with you, so that nothing can be compared.</p>
    );
  const { changes } = comparison;
  const same = chosenId === artifact.id;
  return (
    <div>
      <p className="pb-2 text-ink-2">
        {same && sameWords(artifact.status, changes.length > 0)} {comparisonSentence(comparison)}
      </p>
      {changes.length > 0 && (
        <ChangeList changes={changes.map(changeRow)} caption="What the replacement changes" />
      )}
    </div>
  );
}

function sameWords(status: "draft" | "locked", changed: boolean): string {
  if (status === "locked") return "The same version: it is rolled as it is.";
  return changed
    ? "The same draft, changed since it was started."
    : "The same draft, as it was started: it is rolled as it is.";
}
