"use client";
import { useMemo, useSyncExternalStore } from "react";
import type { GraphCamera } from "#lib/client/graph-camera";
import { drawLineage } from "#lib/client/lineage-drawing";
import type { Lineage } from "#lib/domain/lineage";
import type { LineageLayout } from "#lib/domain/lineage-layout";
import { LineageLive } from "./lineage-live";
import { LineageMarks } from "./lineage-marks";
import { LineageNames } from "./lineage-names";

interface LineageLayerProps {
  camera: GraphCamera;
  lineage: Lineage;
  layout: LineageLayout;
  activeId: string | null;
  selectedId: string | null;
}

/** What of the graph is in the document: as much as the camera asks for, on the layer that it moves. */
export function LineageLayer({ camera, lineage, layout, activeId, selectedId }: LineageLayerProps) {
  const part = useSyncExternalStore(camera.subscribe, camera.drawnPart, () => null);
  const drawing = useMemo(
    () => part && drawLineage(lineage, layout, part.box, part.scale, [activeId, selectedId]),
    [lineage, layout, part, activeId, selectedId],
  );
  return (
    <div ref={camera.setLayer} className="absolute top-0 left-0 size-0 origin-top-left will-change-transform">
      {part && drawing && (
        <>
          <LineageMarks drawing={drawing} box={part.box} scale={part.scale} />
          <LineageNames
            lineage={lineage}
            drawing={drawing}
            scale={part.scale}
            activeId={activeId}
            selectedId={selectedId}
          />
          <LineageLive layout={layout} box={part.box} scale={part.scale} />
        </>
      )}
    </div>
  );
}
