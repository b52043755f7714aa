import type Docker from "dockerode";
import { z } from "zod";
import { readJsonLines } from "./json-lines";

const containerEvent = z.object({
  Action: z.string(),
  Actor: z.object({ ID: z.string(), Attributes: z.record(z.string(), z.string()) }),
});

interface ContainerEvent {
  id: string;
  action: string;
  labels: Record<string, string>;
}

/** What happens to containers from now on: resolves when the engine listens for us, and ends when it goes away. */
export async function openEvents(
  docker: Docker,
  filters: { container?: string[]; label?: string[]; event: string[] },
  signal: AbortSignal,
): Promise<AsyncIterable<ContainerEvent>> {
  const options: Docker.GetEventsOptions & { abortSignal: AbortSignal } = {
    filters: { type: ["container"], ...filters },
    abortSignal: signal,
  };
  return readEvents(await docker.getEvents(options));
}

async function* readEvents(stream: AsyncIterable<string | Buffer>): AsyncGenerator<ContainerEvent> {
  for await (const { Action, Actor } of readJsonLines(stream, containerEvent))
    yield { id: Actor.ID, action: Action, labels: Actor.Attributes };
}
