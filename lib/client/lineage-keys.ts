import type { Step } from "#lib/domain/lineage-steps";
import type { GraphCamera } from "./graph-camera";
import { zoomStep } from "./graph-view";

/** With the focus on a node: where each key leads. */
export const keySteps: Partial<Record<string, Step>> = {
  ArrowLeft: "back",
  ArrowRight: "on",
  ArrowUp: "up",
  ArrowDown: "down",
  Home: "first",
  End: "last",
};

const panStep = 80;

/** With the focus in the graph: how each key moves the drawing. */
export const keyMoves: Partial<Record<string, (camera: GraphCamera) => void>> = {
  ArrowLeft: (camera) => void camera.pan(panStep, 0),
  ArrowRight: (camera) => void camera.pan(-panStep, 0),
  ArrowUp: (camera) => void camera.pan(0, panStep),
  ArrowDown: (camera) => void camera.pan(0, -panStep),
  "+": (camera) => camera.zoom(zoomStep),
  "=": (camera) => camera.zoom(zoomStep),
  "-": (camera) => camera.zoom(1 / zoomStep),
  "0": (camera) => void camera.fit(),
  "1": (camera) => void camera.actualSize(),
};

/** For the page's list of keys. */
export const lineageKeyHints = [
  { keys: ["Tab"], does: "Into the graph: first the drawing, then a version" },
  { keys: ["←"], does: "To what it was cloned from, or the version before" },
  { keys: ["→"], does: "To the next version, or what was cloned from it" },
  { keys: ["↑", "↓"], does: "To the lane above or below" },
  { keys: ["Home", "End"], does: "To the oldest, to the newest" },
  { keys: ["Enter"], does: "Open the details" },
  { keys: ["Esc"], does: "Close the details" },
  { keys: ["+", "-"], does: "Zoom" },
  { keys: ["0"], does: "All of it" },
  { keys: ["1"], does: "Actual size" },
];
