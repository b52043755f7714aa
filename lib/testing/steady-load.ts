import { setTimeout as delay } from "node:timers/promises";
import { z } from "zod";

/** What the service in `samples/source/named` answers. */
const namedAnswer = z.object({ name: z.string(), host: z.string(), body: z.string() });

interface Steady {
  url: string;
  headers: Record<string, string>;
  perSecond: number;
  /** The longest that an answer is asked to take; they take all times below as well. */
  longestMs: number;
}

export interface SteadyAnswer {
  sentAt: number;
  name: string;
  host: string;
}

/**
 * Sends so many requests a second, with bodies and without; each has its own answer. A machine that is too slow for that
 * gets them later: never more are under way than that rate and those times make.
 */
export function startSteadyLoad({ url, headers, perSecond, longestMs }: Steady) {
  const answers: SteadyAnswer[] = [];
  const failures: string[] = [];
  const begun = performance.now();
  const underWay = new Set<Promise<void>>();
  const most = (perSecond * longestMs) / 1_000;
  let sent = 0;
  let stopping = false;

  async function ask(number: number): Promise<void> {
    const sentAt = performance.now();
    const ms = (number * 7_919) % (longestMs + 1);
    const body = number % 2 === 0 ? `body ${number}` : null;
    const method = body === null ? "GET" : "POST";
    try {
      const answer = await fetch(`${url}?ms=${ms}`, { method, headers, body });
      const text = await answer.text();
      if (answer.status !== 200) throw new Error(`${answer.status} ${text}`);
      const said = namedAnswer.parse(JSON.parse(text));
      if (said.body !== (body ?? "")) throw new Error(`an answer to another request: ${text}`);
      answers.push({ sentAt, name: said.name, host: said.host });
    } catch (error) {
      const reason = error instanceof Error ? (error.cause ?? error) : error;
      failures.push(`${method} ${number} of ${ms} ms, sent at ${Math.round(sentAt - begun)} ms: ${reason}`);
    }
  }

  async function keepSending(): Promise<void> {
    while (!stopping) {
      const due = ((performance.now() - begun) * perSecond) / 1_000;
      for (; sent < due && underWay.size < most; sent += 1) {
        const asked = ask(sent).finally(() => underWay.delete(asked));
        underWay.add(asked);
      }
      await delay(5);
    }
  }

  const sending = keepSending();
  return {
    answers,
    failures,
    /** Resolves once every request has its answer. */
    async stop(): Promise<void> {
      stopping = true;
      await sending;
      await Promise.all(underWay);
    },
  };
}
