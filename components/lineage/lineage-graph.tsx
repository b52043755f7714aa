"use client";
import { type FocusEvent, type KeyboardEvent, type MouseEvent, useCallback } from "react";
import { flushSync } from "react-dom";
import { cn } from "#lib/client/class-names";
import type { GraphCamera } from "#lib/client/graph-camera";
import { keyMoves, keySteps } from "#lib/client/lineage-keys";
import type { Lineage } from "#lib/domain/lineage";
import type { LineageLayout } from "#lib/domain/lineage-layout";
import { findNearest, stepFrom } from "#lib/domain/lineage-steps";
import { LineageControls } from "./lineage-controls";
import { LineageLayer } from "./lineage-layer";

interface LineageGraphProps {
  lineage: Lineage;
  layout: LineageLayout;
  camera: GraphCamera;
  /** A class name. */
  height: string;
  /** The one node that Tab leads to. */
  activeId: string | null;
  selectedId: string | null;
  /** Makes a node the active one and shows it. */
  onTurn: (id: string) => void;
  onSelect: (id: string | null) => void;
}

/** How near a press must be to a mark without a name, in pixels. */
const pressReach = 14;

/** The graph on its screen: what keys and presses do. Moving about is the camera's. */
export function LineageGraph(props: LineageGraphProps) {
  const { lineage, layout, camera, height, activeId, selectedId, onTurn, onSelect } = props;
  const attach = useCallback((screen: HTMLElement) => camera.attach(screen, layout.extent), [camera, layout]);
  function walk(screen: HTMLElement, id: string | null) {
    if (id === null) return;
    // The link must be there before it can have the focus. While details are open they are those of where one is.
    flushSync(() => (selectedId === null ? onTurn(id) : onSelect(id)));
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
    onSelect(nodeIdOf(event.target) ?? pressedNode(camera, layout, event));
  }
  function onFocus(event: FocusEvent<HTMLElement>) {
    const id = nodeIdOf(event.target);
    if (id !== null) onTurn(id);
  }
  return (
    <div className="relative">
      <section
        ref={attach}
        aria-label="Graph of versions and drafts, from left to right in time"
        {...focusable}
        onKeyDown={onKeyDown}
        onClick={onClick}
        onFocus={onFocus}
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
