import type { Metadata } from "next";
import { AddArtifact } from "#components/compare/add-artifact";
import { ComparisonView } from "#components/compare/comparison-view";
import { KeyHelp } from "#components/shell/key-help";
import { TopBar } from "#components/shell/top-bar";
import { oneParam, type SearchParams } from "#lib/client/list-url";
import { compareArtifacts } from "#lib/operations/comparisons";
import { load } from "#lib/web/page";
import { ComparisonStart } from "./comparison-start";

export const metadata: Metadata = { title: "Compare" };

const keys = [
  { keys: ["↓"], does: "On a change: the next one" },
  { keys: ["↑"], does: "On a change: the one before" },
];

export default async function ComparePage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const params = await searchParams;
  const ids = [params.ids ?? []].flat();
  if (ids.length < 2) return <ComparisonStart id={ids[0]} />;
  const all = oneParam(params.all) === "true";
  const { artifacts, comparisons, fields } = await load(compareArtifacts, {
    ids,
    all: all ? "true" : "false",
  });
  return (
    <>
      <TopBar crumbs={[{ label: "Artifacts", href: "/artifacts" }, { label: "Compare" }]} />
      <ComparisonView
        artifacts={artifacts}
        comparisons={comparisons}
        fields={fields}
        add={<AddArtifact ids={ids} all={all} />}
        foot={<KeyHelp keys={keys} />}
      />
    </>
  );
}
