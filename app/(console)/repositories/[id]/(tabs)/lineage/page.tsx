import type { Metadata } from "next";
import { KeyHelp } from "#components/shell/key-help";
import { lineageKeyHints } from "#lib/client/lineage-keys";
import { refusal } from "#lib/client/registry-view";
import { getLineage } from "#lib/operations/lineage";
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
  return (
    <>
      <RepositoryLineage artifacts={artifacts} clone={clone} refusal={refusal(repository, "update")} />
      <div className="mt-3">
        <KeyHelp keys={lineageKeyHints} />
      </div>
    </>
  );
}
