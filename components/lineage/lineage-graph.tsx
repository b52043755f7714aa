"use client";
import { type KeyboardEvent, type MouseEvent, useCallback, useState } from "react";
import { flushSync } from "react-dom";
import { cn } from "#lib/client/class-names";
import { GraphCamera } from "#lib/client/graph-camera";
import { keyMoves, keySteps } from "#lib/client/lineage-keys";
import type { Lineage } from "#lib/domain/lineage";
import type { LineageLayout } from "#lib/domain/lineage-layout";
import { findNearest, stepFrom } from "#lib/domain/lineage-steps";
import { LineageControls } from "./lineage-controls";
import { LineageLayer } from "./lineage-layer";

interface LineageGraphProps {
  lineage: Lineage;
  layout: LineageLayout;
  /** A class name. */
  height: string;
  selectedId: string | null;
  onSelect: (id: string | null) => void;
}

/** How near a press must be to a mark without a name, in pixels. */
const pressReach = 14;

/** The graph on its screen: what keys and presses do. Moving about is the camera's. */
export function LineageGraph({ lineage, layout, height, selectedId, onSelect }: LineageGraphProps) {
  const [camera] = useState(() => new GraphCamera());
  const [walked, setWalked] = useState(selectedId);
  const newest = lineage.versions.at(-1)?.id ?? layout.places.at(-1)?.id ?? null;
  const activeId = walked !== null && layout.placeOf.has(walked) ? walked : newest;
  const attach = useCallback((screen: HTMLElement) => camera.attach(screen, layout.extent), [camera, layout]);

  function turnTo(id: string | null) {
    const place = id === null ? undefined : layout.placeOf.get(id);
    if (!place) return;
    setWalked(place.id);
    camera.reveal(place);
  }
  function walk(screen: HTMLElement, id: string | null) {
    if (id === null) return;
    // The link must be there before it can have the focus.
    flushSync(() => {
      turnTo(id);
      // While details are open they are those of where one is.
      if (selectedId !== null) onSelect(id);
    });
    screen.querySelector<HTMLElement>(`[data-node="${id}"]`)?.focus({ preventScroll: true });
  }
  function onKeyDown(event: KeyboardEvent<HTMLElement>) {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const node = nodeIdOf(event.target);
    const step = keySteps[event.key];
    if (node !== null && step) walk(event.currentTarget, stepFrom(lineage, layout, node, step));
    else if (keyMoves[event.key]) keyMoves[event.key]?.(camera);
    else return;
    event.preventDefault();
  }
  function onClick(event: MouseEvent<HTMLElement>) {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    const id = nodeIdOf(event.target) ?? pressedNode(camera, layout, event);
    turnTo(id);
    onSelect(id);
  }
  return (
    <div className="relative">
      <section
        ref={attach}
        aria-label="Graph of versions and drafts, from left to right in time"
        {...focusable}
        onKeyDown={onKeyDown}
        onClick={onClick}
        onFocus={({ target }) => turnTo(nodeIdOf(target))}
        className={cn(
          "relative cursor-grab touch-pan-y overflow-clip rounded-lg border border-line bg-surface select-none active:cursor-grabbing",
          height,
        )}
      >
        <LineageLayer
          camera={camera}
          lineage={lineage}
          layout={layout}
          activeId={activeId}
          selectedId={selectedId}
        />
      </section>
      <LineageControls camera={camera} />
    </div>
  );
}

/** What moves under one's hands must be reachable by the keyboard, as anything that scrolls. */
const focusable = { tabIndex: 0 };

function nodeIdOf(target: EventTarget): string | null {
  const link = target instanceof Element ? target.closest<HTMLElement>("[data-node]") : null;
  return link?.dataset.node ?? null;
}

function pressedNode(
  camera: GraphCamera,
  { places }: LineageLayout,
  { clientX, clientY, currentTarget }: MouseEvent<HTMLElement>,
): string | null {
  const { left, top } = currentTarget.getBoundingClientRect();
  const point = camera.pointAt({ x: clientX - left, y: clientY - top });
  return point && findNearest(places, point, pressReach / point.scale);
}
