import { memberOf } from "#lib/domain/json-values";
import {
  type ContainerProbes,
  containerTimeline,
  type ProbeTimeline,
  type ProbeTimes,
  probeTimeline,
} from "#lib/domain/probe-timeline";
import { probe } from "#lib/domain/spec";
import { isJsonMap } from "./document-edits";
import { probeKinds } from "./probe-edits";
import { duration, type ProbeField } from "./probe-words";
import type { TimelineLane } from "./timeline-layout";

const times = probe.pick({
  initialDelaySeconds: true,
  periodSeconds: true,
  timeoutSeconds: true,
  failureThreshold: true,
  successThreshold: true,
});

/** The numbers of a probe as written, defaults filled in; null while one of them is wrong or there is no probe. */
export function readProbeTimes(raw: unknown): ProbeTimes | null {
  if (!isJsonMap(raw)) return null;
  const written = Object.keys(times.shape).map((key) => [key, memberOf(raw, key) ?? undefined]);
  return times.safeParse(Object.fromEntries(written)).data ?? null;
}

/** A drawing of one probe or of all, and the same in words. */
export interface ProbePicture {
  lanes: TimelineLane[];
  words: string;
}

interface ProbeStory {
  marks: (timeline: ProbeTimeline) => TimelineLane["marks"];
  words: (timeline: ProbeTimeline) => string;
}

const start = { at: 0, kind: "start", label: "start" } as const;

const stories: Record<ProbeField, ProbeStory> = {
  startupProbe: {
    marks: ({ succeedsAt, failsAt }) => [
      { at: succeedsAt, kind: "good", label: `started ${duration(succeedsAt)}` },
      { at: failsAt, kind: "bad", label: `ended at ${duration(failsAt)}` },
    ],
    words: ({ succeedsAt, failsAt }) =>
      `Started after ${duration(succeedsAt)} at the earliest, ended after ${duration(failsAt)} without success`,
  },
  readinessProbe: {
    marks: ({ succeedsAt, detectsWithin }) => [
      { at: succeedsAt, kind: "good", label: `ready ${duration(succeedsAt)}` },
      {
        at: succeedsAt + detectsWithin,
        kind: "bad",
        label: `unready by ${duration(succeedsAt + detectsWithin)}`,
      },
    ],
    words: ({ succeedsAt, detectsWithin }) =>
      `First ready after ${duration(succeedsAt)} at the earliest, taken out after ${duration(detectsWithin)} without answers`,
  },
  livenessProbe: {
    marks: ({ firstAsked, failsAt }) => [
      { at: firstAsked, kind: "asked", label: `asked ${duration(firstAsked)}` },
      { at: failsAt, kind: "bad", label: `ended at ${duration(failsAt)}` },
    ],
    words: ({ failsAt, detectsWithin }) =>
      `Ended after ${duration(failsAt)} at the earliest, and ${duration(detectsWithin)} after it stopped answering at the latest`,
  },
};

/** One probe by itself, as if nothing held it back. */
export function pictureProbe(field: ProbeField, written: ProbeTimes): ProbePicture {
  const timeline = probeTimeline(written);
  return { lanes: [drawLane(field, "", timeline, written)], words: stories[field].words(timeline) };
}

/** All probes of a container on one clock; null where there is only one, which has its own picture. */
export function pictureProbes(written: ContainerProbes): ProbePicture | null {
  const timelines = containerTimeline(written);
  const parts = probeKinds.flatMap(({ field, word }) => {
    const [timeline, probeTimes] = [timelines[field], written[field]];
    return timeline && probeTimes
      ? [
          {
            lane: drawLane(field, word, timeline, probeTimes),
            words: stories[field].words(timeline),
          },
        ]
      : [];
  });
  if (parts.length < 2) return null;
  return { lanes: parts.map(({ lane }) => lane), words: parts.map(({ words }) => words).join(". ") };
}

function drawLane(
  field: ProbeField,
  name: string,
  timeline: ProbeTimeline,
  written: ProbeTimes,
): TimelineLane {
  const own = stories[field].marks(timeline);
  const until = Math.max(...own.map(({ at }) => at));
  return {
    name,
    // Nothing else happens at the start, or its mark says it.
    marks: own.some(({ at }) => at === 0) ? own : [start, ...own],
    asked: { from: timeline.firstAsked, every: written.periodSeconds, until },
  };
}
