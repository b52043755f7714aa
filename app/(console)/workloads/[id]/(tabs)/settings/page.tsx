import type { Metadata } from "next";
import { EmptyState } from "#components/ui/states";
import { SettingsForm } from "#components/workloads/settings-form";
import { WorkloadFacts } from "#components/workloads/workload-facts";
import { changeRow } from "#lib/client/draft-merge";
import { refusal } from "#lib/client/registry-view";
import { workloadRefusals } from "#lib/client/workload-refusals";
import { bundleChoice, type WorkloadOnPage } from "#lib/client/workload-words";
import type { RunSpec } from "#lib/domain/resolve-runtime";
import { getArtifact, listArtifacts } from "#lib/operations/artifacts";
import { listBundles } from "#lib/operations/compute-bundles";
import { compareWithRunning } from "#lib/operations/workload-comparisons";
import { load } from "#lib/web/page";
import { saveFacts, saveSettings } from "../../../actions";
import { loadWorkload } from "../../workload";

export const metadata: Metadata = { title: "Settings" };

export default async function WorkloadSettingsPage({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params;
  const workload = await loadWorkload(id);
  const { name, description, importance } = workload;
  return (
    <div className="grid gap-3.5">
      <WorkloadFacts
        key={JSON.stringify([name, description, importance])}
        workload={{ id, name, description, importance }}
        refusal={refusal(workload, "update")}
        save={saveFacts}
      />
      <Runtime workload={workload} />
    </div>
  );
}

async function Runtime({ workload }: { workload: WorkloadOnPage }) {
  const { id, name, goal, artifact, runtime } = workload;
  const { items } = await load(listArtifacts, { ids: [artifact.id] });
  if (items.length === 0)
    return (
      <EmptyState title="What it runs is not shared with you">Its settings name parts of it.</EmptyState>
    );
  const [{ spec }, bundles, comparison] = await Promise.all([
    load(getArtifact, { id: artifact.id }),
    load(listBundles, {}),
    artifact.status === "draft" && workload.can.includes("inspect")
      ? load(compareWithRunning, { id, artifactId: artifact.id })
      : null,
  ]);
  const { settings } = workloadRefusals(workload);
  return (
    <>
      {settings && <p className="text-ink-2">{settings}</p>}
      <SettingsForm
        key={JSON.stringify(runtime)}
        workload={{ id, name, stopped: goal === "stopped" }}
        runtime={runtime}
        spec={runSpecOf(spec)}
        bundles={bundles.map(bundleChoice)}
        draftChanges={comparison?.changes.map(changeRow) ?? []}
        refusal={settings}
        save={saveSettings}
      />
    </>
  );
}

/** Without what the form has no use for. */
function runSpecOf({ type, containerGroups }: RunSpec): RunSpec {
  return {
    type,
    containerGroups: containerGroups.map(({ name, containers }) => ({
      name,
      containers: containers.map((container) => ({ name: container.name })),
    })),
  };
}
