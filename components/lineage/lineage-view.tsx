"use client";
import { useQuery } from "@tanstack/react-query";
import { useSearchParams } from "next/navigation";
import { type KeyboardEvent, type ReactNode, useMemo, useState } from "react";
import { ProblemNote } from "#components/ui/problem-note";
import { EmptyState } from "#components/ui/states";
import { cn } from "#lib/client/class-names";
import { GraphCamera } from "#lib/client/graph-camera";
import { lineageOf } from "#lib/client/queries/lineage";
import { toProblem } from "#lib/domain/errors";
import type { Lineage, LineageNode } from "#lib/domain/lineage";
import { layOutLineage } from "#lib/domain/lineage-layout";
import { LineageDetails } from "./lineage-details";
import { LineageGraph } from "./lineage-graph";

interface LineageViewProps {
  repositoryId: string;
  /** Known before the lineage is: how many lanes it may need, so that nothing moves when it comes. */
  numDrafts: number;
  renderClone: (node: LineageNode) => ReactNode;
}

/** They find room in a low graph, whatever they come from. */
const fewDrafts = 4;

/** A repository's lineage: the graph, and beside it the details of what is selected, which the URL names. */
export function LineageView({ repositoryId, numDrafts, renderClone }: LineageViewProps) {
  const { data, error } = useQuery(lineageOf(repositoryId));
  if (error && !data) return <ProblemNote problem={toProblem(error)} />;
  const height = numDrafts > fewDrafts ? "h-[clamp(280px,calc(100dvh-340px),640px)]" : "h-[280px]";
  if (!data) return <LineageLoading height={height} />;
  if (data.nodes.size === 0) {
    return (
      <EmptyState title="No artifact is left here">
        The next one comes by New version, or from a client that names this repository's id.
      </EmptyState>
    );
  }
  return <LoadedLineage lineage={data} height={height} renderClone={renderClone} />;
}

function LineageLoading({ height }: { height: string }) {
  return (
    <div role="status" className={cn("rounded-lg border border-line bg-surface", height)}>
      <span className="sr-only">Loading</span>
    </div>
  );
}

interface LoadedLineageProps extends Pick<LineageViewProps, "renderClone"> {
  lineage: Lineage;
  height: string;
}

function LoadedLineage({ lineage, height, renderClone }: LoadedLineageProps) {
  const layout = useMemo(() => layOutLineage(lineage), [lineage]);
  const selected = lineage.nodes.get(useSearchParams().get("node") ?? "") ?? null;
  const [camera] = useState(() => new GraphCamera(layout.placeOf.get(selected?.id ?? "") ?? null));
  const [turnedTo, setTurnedTo] = useState(selected?.id ?? "");
  const newest = lineage.versions.at(-1)?.id ?? layout.places.at(-1)?.id ?? null;

  function turnTo(id: string) {
    const place = layout.placeOf.get(id);
    if (!place) return;
    setTurnedTo(id);
    camera.reveal(place);
  }
  function select(id: string | null) {
    if (id !== null) turnTo(id);
    nameInUrl(id);
  }
  function onKeyDown(event: KeyboardEvent<HTMLElement>) {
    if (event.key !== "Escape" || !selected || event.defaultPrevented) return;
    event.currentTarget.querySelector<HTMLElement>(`[data-node="${selected.id}"]`)?.focus();
    select(null);
  }
  return (
    <section
      aria-label="Lineage"
      onKeyDown={onKeyDown}
      className={cn("grid items-start gap-3.5", selected && "lg:grid-cols-[minmax(0,1fr)_320px]")}
    >
      <LineageGraph
        lineage={lineage}
        layout={layout}
        camera={camera}
        height={height}
        activeId={layout.placeOf.has(turnedTo) ? turnedTo : newest}
        selectedId={selected?.id ?? null}
        onTurn={turnTo}
        onSelect={select}
      />
      {selected && (
        <LineageDetails lineage={lineage} node={selected} clone={renderClone(selected)} onSelect={select} />
      )}
    </section>
  );
}

/** In place, without asking the server: walking through 500 versions is not a journey to come back from one by one. */
function nameInUrl(id: string | null): void {
  const url = new URL(window.location.href);
  if (id === null) url.searchParams.delete("node");
  else url.searchParams.set("node", id);
  window.history.replaceState(null, "", url);
}
