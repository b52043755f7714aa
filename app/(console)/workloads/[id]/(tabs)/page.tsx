import { ProtonPanel } from "#components/workloads/proton-panel";
import { ReplacementPanel } from "#components/workloads/replacement-panel";
import { TryIt } from "#components/workloads/try-it";
import { oneParam, type SearchParams } from "#lib/client/list-url";
import { refusal } from "#lib/client/registry-view";
import { orderProtons, runsWords } from "#lib/client/workload-words";
import { listArtifacts } from "#lib/operations/artifacts";
import { getWorkloadTree } from "#lib/operations/workload-reports";
import { getAddresses } from "#lib/web/endpoint";
import { load } from "#lib/web/page";
import { cancelChange } from "../../actions";
import { loadWorkload } from "../workload";
import { Promotion } from "./promotion";

interface Props {
  params: Promise<{ id: string }>;
  searchParams: Promise<SearchParams>;
}

export default async function WorkloadPage({ params, searchParams }: Props) {
  const [{ id }, { dialog }] = await Promise.all([params, searchParams]);
  const [workload, { endpoint }] = await Promise.all([loadWorkload(id), getAddresses(id)]);
  const { replacement, artifact } = workload;
  const { protons, replicas } = workload.can.includes("inspect")
    ? await load(getWorkloadTree, { id })
    : { protons: [], replicas: [] };
  const ids = [
    ...new Set([...protons.map(({ artifactId }) => artifactId), replacement?.candidateArtifactId ?? ""]),
  ];
  const { items } = await load(listArtifacts, { ids: [artifact.id, ...ids].filter(Boolean) });
  const nameOf = (artifactId: string) =>
    artifactId === artifact.id ? artifact : (items.find((item) => item.id === artifactId) ?? null);
  const candidate = replacement && nameOf(replacement.candidateArtifactId);
  return (
    <div className="grid gap-3.5">
      {replacement && (
        <ReplacementPanel
          replacement={replacement}
          runs={candidate ? runsWords(candidate) : "an artifact that is not shared with you"}
          refusal={refusal(workload, "update")}
          cancel={cancelChange}
        />
      )}
      {orderProtons(protons).map((proton) => (
        <ProtonPanel
          key={proton.id}
          proton={proton}
          replicas={replicas.filter(({ protonId }) => protonId === proton.id)}
          artifact={nameOf(proton.artifactId)}
          said={workload.statusReason}
        />
      ))}
      <TryIt key={id} workloadId={id} endpoint={endpoint} refusal={refusal(workload, "invoke")} />
      {oneParam(dialog) === "promote" && <Promotion workload={workload} />}
      {!workload.can.includes("inspect") && (
        <p className="text-ink-2">
          Your role lets you send requests to it; how it runs is for others to see.
        </p>
      )}
    </div>
  );
}
