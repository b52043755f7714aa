import { setTimeout as delay } from "node:timers/promises";
import { z } from "zod";
import type { WorkloadClient } from "./workload-client";

const greeted = z.object({ greeting: z.string() });

/** What a client was answered, or why it was not. */
export interface LoadAnswer {
  /** Of this request and no other. */
  path: string;
  greeting: string | null;
  failure: string | null;
}

const clients = 3;
const pauseMs = 60;
let sent = 0;

/** Greets a workload over and over, as a few clients do, until it is stopped. */
export function startLoad(client: WorkloadClient, workloadId: string) {
  const answers: LoadAnswer[] = [];
  let stopping = false;
  async function greet(): Promise<void> {
    while (!stopping) {
      sent += 1;
      const path = `greet/${sent}`;
      answers.push({ path: `/${path}`, ...(await ask(client, workloadId, path)) });
      await delay(pauseMs);
    }
  }
  const running = Promise.all(Array.from({ length: clients }, greet));
  return {
    answers,
    async stop() {
      stopping = true;
      await running;
    },
  };
}

async function ask(client: WorkloadClient, workloadId: string, path: string) {
  try {
    const answer = await client.invoke(workloadId, path, { signal: AbortSignal.timeout(20_000) });
    const text = await answer.text();
    if (!answer.ok) return { greeting: null, failure: `${answer.status} ${text}` };
    return { greeting: greeted.parse(JSON.parse(text)).greeting, failure: null };
  } catch (error) {
    return { greeting: null, failure: String(error instanceof Error ? (error.cause ?? error) : error) };
  }
}
