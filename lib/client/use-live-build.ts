import { useEffect, useEffectEvent, useState } from "react";
import { z } from "zod";
import { lastLineNumber } from "#lib/domain/build-log";
import { hasEnded } from "#lib/domain/build-progress";
import { type BuildView, buildView } from "#lib/domain/builds";
import { keepEventStream } from "./event-stream";
import type { LogLines } from "./log-lines";

const linesTold = z.object({ firstLine: z.int(), lines: z.array(z.string()) });

/** The build as it is by now; what is logged meanwhile goes to `log`. Without one, only the state is followed. */
export function useLiveBuild(initial: BuildView, log: LogLines | null): BuildView {
  const [told, setTold] = useState(initial);
  // A page that was read again after the last news knows more than they said.
  const build = initial.updatedAt > told.updatedAt ? initial : told;
  const { id, artifactId } = initial;
  const receive = useEffectEvent(({ name, data }: { name: string; data: unknown }) => {
    // Steps that are the same stay the same to whoever looks whether they are.
    if (name === "build") setTold((before) => keepSame(before, buildView.parse(data)));
    if (name !== "lines" || !log) return;
    const { firstLine, lines } = linesTold.parse(data);
    log.put(firstLine, lines);
  });
  const after = useEffectEvent(() => log?.total ?? lastLineNumber);
  const isOver = useEffectEvent(() => hasEnded(initial.status));
  // What a build does is told by the server, outside React, and to its end: a page that is read again when the build is
  // over may not have been told the last lines yet.
  useEffect(() => {
    if (isOver()) return;
    const stop = new AbortController();
    const url = () => `/api/live/builds/${artifactId}/${id}?after=${after()}`;
    void keepEventStream(stop.signal, { url, onEvent: receive });
    return () => stop.abort();
  }, [id, artifactId]);
  return build;
}

function keepSame(before: BuildView, next: BuildView): BuildView {
  return JSON.stringify(before.steps) === JSON.stringify(next.steps)
    ? { ...next, steps: before.steps }
    : next;
}
