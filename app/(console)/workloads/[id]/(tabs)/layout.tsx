import type { Metadata } from "next";
import type { ReactNode } from "react";
import { KeyHelp } from "#components/shell/key-help";
import { TopBar } from "#components/shell/top-bar";
import { Visit } from "#components/shell/visit";
import { TabLinks } from "#components/ui/tab-links";
import { FollowWorkloads } from "#components/workloads/follow-workloads";
import { WorkloadActions } from "#components/workloads/workload-actions";
import { WorkloadEndpoint } from "#components/workloads/workload-endpoint";
import { WorkloadHead } from "#components/workloads/workload-head";
import { refusal, workloadHref } from "#lib/client/registry-view";
import { workloadRefusals } from "#lib/client/workload-refusals";
import { workloadHandle } from "#lib/client/workload-words";
import { getCaller } from "#lib/web/caller";
import { getAddresses } from "#lib/web/endpoint";
import { remove, restart, start, stop, visit } from "../../actions";
import { loadMark, loadWorkload } from "../workload";

interface Props {
  params: Promise<{ id: string }>;
  children: ReactNode;
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { name } = await loadWorkload((await params).id);
  return { title: { default: name, template: `%s · ${name} · Plimsoll` } };
}

export default async function WorkloadLayout({ params, children }: Props) {
  const { id } = await params;
  const workload = await loadWorkload(id);
  const [{ mark }, { actor }, { endpoint, page }] = await Promise.all([
    loadMark(id),
    getCaller(),
    getAddresses(id),
  ]);
  const path = workloadHref(id);
  const inspected = [
    { href: `${path}/logs`, label: "Logs" },
    { href: `${path}/events`, label: "Events" },
    { href: `${path}/metrics`, label: "Metrics" },
    { href: `${path}/traces`, label: "Traces" },
    { href: `${path}/history`, label: "History" },
  ];
  const tabs = [
    { href: path, label: "Overview", exact: true },
    ...(workload.can.includes("inspect") ? inspected : []),
    { href: `${path}/settings`, label: "Settings" },
    ...(workload.can.includes("inspect")
      ? [
          { href: `${path}/access`, label: "Access" },
          { href: `${path}/activity`, label: "Activity" },
        ]
      : []),
  ];
  return (
    <>
      <TopBar crumbs={[{ label: "Workloads", href: "/workloads" }, { label: workload.name }]} />
      <Visit personId={actor?.userId} href={path} name={workload.name} label="workload" />
      <FollowWorkloads ids={[id]} mark={mark} />
      <WorkloadHead
        workload={workload}
        endpoint={
          <WorkloadEndpoint
            id={id}
            endpoint={endpoint}
            page={page}
            refusal={refusal(workload, "invoke")}
            openInBrowser={visit}
          />
        }
        actions={
          <WorkloadActions
            workload={workloadHandle(workload)}
            endpoint={endpoint}
            refusals={workloadRefusals(workload)}
            acts={{ start, restart, stop, remove }}
          />
        }
      />
      <TabLinks label={workload.name} tabs={tabs} />
      {children}
      <div className="mt-3.5 flex justify-end">
        <KeyHelp />
      </div>
    </>
  );
}
