/** A moment on a time line: what a probe has decided by then, or the start of the container. */
export interface TimelineMark {
  at: number;
  kind: "start" | "good" | "bad" | "asked";
  label: string;
}

export interface TimelineLane {
  name: string;
  marks: readonly TimelineMark[];
  /** The questions between the marks: from when, and how far apart. */
  asked: { from: number; every: number; until: number };
}

export interface PlacedMark extends TimelineMark {
  x: number;
  labelX: number;
  /** Labels that would touch the one before them go one line down. */
  line: number;
}

export interface PlacedLane {
  name: string;
  marks: PlacedMark[];
  dots: number[];
}

const edge = 5;
const mostDots = 14;
/** Of a letter at the size of the labels. */
const letter = 5.7;

/** Places on one scale, from the start to the last mark; `width` is in the units of the drawing. */
export function layoutTimeline(lanes: readonly TimelineLane[], width: number): PlacedLane[] {
  const last = Math.max(1, ...lanes.flatMap(({ marks }) => marks.map(({ at }) => at)));
  const scale = (at: number) => Math.round((edge + (at / last) * (width - 2 * edge)) * 10) / 10;
  return lanes.map(({ name, marks, asked }) => ({
    name,
    marks: placeMarks(marks, scale, width),
    dots: questionTimes(asked)
      .filter((at) => marks.every((mark) => Math.abs(scale(mark.at) - scale(at)) > 6))
      .map(scale),
  }));
}

/** Not every question of a day: evenly thinned, each dot where a question really is. */
function questionTimes({ from, every, until }: TimelineLane["asked"]): number[] {
  const count = Math.floor((until - from) / every) + 1;
  const step = Math.max(1, Math.ceil(count / mostDots));
  return Array.from({ length: Math.ceil(count / step) }, (_, index) => from + index * step * every);
}

function placeMarks(
  marks: readonly TimelineMark[],
  scale: (at: number) => number,
  width: number,
): PlacedMark[] {
  const ends: number[] = [];
  return marks
    .toSorted((a, b) => a.at - b.at)
    .map((mark) => {
      const size = mark.label.length * letter;
      const labelX = Math.max(0, Math.min(scale(mark.at) - size / 2, width - size));
      const free = ends.findIndex((end) => labelX >= end + 6);
      const line = free === -1 ? ends.length : free;
      ends[line] = labelX + size;
      return { ...mark, x: scale(mark.at), labelX, line };
    });
}
