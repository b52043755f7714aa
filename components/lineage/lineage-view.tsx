"use client";
import { useSearchParams } from "next/navigation";
import { type KeyboardEvent, lazy, type ReactNode, Suspense, useMemo, useState } from "react";
import { EmptyState } from "#components/ui/states";
import { cn } from "#lib/client/class-names";
import { GraphCamera } from "#lib/client/graph-camera";
import { buildLineage, type Lineage, type LineageNode, type LiveWorkload } from "#lib/domain/lineage";
import type { LineageArtifact } from "#lib/domain/lineage-artifacts";
import { layOutLineage } from "#lib/domain/lineage-layout";
import { LineageGraph } from "./lineage-graph";

// Most look at the graph alone. It is loaded as soon as somebody turns to the graph, and at once with a selection.
const load = () => import("./lineage-details");
const LineageDetails = lazy(() => load().then((module) => ({ default: module.LineageDetails })));
/** That it fails is seen when something is selected. */
const prepare = () => void load().catch(() => undefined);

interface LineageViewProps {
  artifacts: readonly LineageArtifact[];
  /** What runs them. */
  live: readonly LiveWorkload[];
  renderClone: (node: LineageNode) => ReactNode;
}

/** They find room in a low graph, whatever they come from. */
const fewDrafts = 4;

/** A repository's lineage: the graph, and beside it the details of what is selected, which the URL names. */
export function LineageView({ artifacts, live, renderClone }: LineageViewProps) {
  const lineage = useMemo(() => buildLineage(artifacts, live), [artifacts, live]);
  if (lineage.nodes.size === 0) {
    return (
      <EmptyState title="No artifact is left here">
        The next one comes by New version, or from a client that names this repository's id.
      </EmptyState>
    );
  }
  const height =
    lineage.drafts.length > fewDrafts ? "h-[clamp(280px,calc(100dvh-340px),640px)]" : "h-[280px]";
  return <LoadedLineage lineage={lineage} height={height} renderClone={renderClone} />;
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
      onPointerEnter={prepare}
      onFocus={prepare}
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
        <Suspense>
          <LineageDetails lineage={lineage} node={selected} clone={renderClone(selected)} onSelect={select} />
        </Suspense>
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
