import type { Metadata } from "next";
import { ActivityView } from "#components/activity/activity-view";
import { readQuery, type SearchParams } from "#lib/client/list-url";
import { workloadHref } from "#lib/client/registry-view";
import { activityPage, listWorkloadActivity } from "#lib/operations/activity";
import { load } from "#lib/web/page";

export const metadata: Metadata = { title: "Activity" };

const pageSize = 25;

interface Props {
  params: Promise<{ id: string }>;
  searchParams: Promise<SearchParams>;
}

export default async function WorkloadActivityPage({ params, searchParams }: Props) {
  const [{ id }, query] = await Promise.all([params, searchParams]);
  const { before } = readQuery(activityPage, query);
  const entries = await load(listWorkloadActivity, { id, before, limit: pageSize });
  return (
    <ActivityView
      path={`${workloadHref(id)}/activity`}
      entries={entries}
      continued={before !== undefined}
      pageSize={pageSize}
    />
  );
}
