import type { Frames, LineageResult } from "./lineage-result";

const frameMs = 1000 / 60;

const ms = (value: number) => `${value.toFixed(1)} ms`;
const percent = (share: number) => `${(100 * share).toFixed(1)} %`;
const verdict = (holds: boolean) => (holds ? "holds" : "DOES NOT HOLD");

/** What was measured of a large lineage, and whether it draws in a frame and moves at 60 frames/s. */
export function reportLineage({ versions, drafts, layout, firstDraw, frames }: LineageResult): string {
  const { nothing, panning, zooming } = frames;
  return [
    `Lineage of ${versions} versions and ${drafts} drafts, in Chromium; medians of 5 rounds`,
    "",
    `model and layout: ${ms(layout)}`,
    `first draw, main thread from the laid out lineage to the frame: ${ms(firstDraw.all)} (script ${ms(firstDraw.script)}, style and layout ${ms(firstDraw.rendering)}; budget ${ms(frameMs)}): ${verdict(firstDraw.all <= frameMs)}`,
    "",
    "| movement | frames | median | p95 | over one frame | over two |",
    "| --- | --- | --- | --- | --- | --- |",
    row("an empty page", nothing),
    row("panning", panning),
    row("zooming", zooming),
    "",
    `panning at 60 frames/s: ${verdict(holds(panning))}`,
    `zooming at 60 frames/s: ${verdict(holds(zooming))}`,
    "",
  ].join("\n");
}

/** A frame and a half: the clock of frames is not exact to the tenth of a millisecond. */
function holds({ median }: Frames): boolean {
  return median <= 1.1 * frameMs;
}

function row(movement: string, { count, median, p95, overOne, overTwo }: Frames): string {
  return `| ${[movement, count, ms(median), ms(p95), percent(overOne), percent(overTwo)].join(" | ")} |`;
}
