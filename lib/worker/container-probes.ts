import { setTimeout as delay } from "node:timers/promises";
import {
  beginCourse,
  countAnswer,
  type Probed,
  type ProbesThere,
  probesToAsk,
} from "#lib/domain/probe-state";
import type { ProbeKind, ProbeStanding } from "#lib/domain/replica-state";
import type { Probe, StoredContainer } from "#lib/domain/spec";
import { askProbe, type Question } from "./ask-probe";

type Plan = Pick<Probe, "initialDelaySeconds" | "periodSeconds" | "successThreshold" | "failureThreshold"> & {
  question: Question;
  implied: boolean;
};

const listening = { initialDelaySeconds: 0, periodSeconds: 2, successThreshold: 1, failureThreshold: 3 };

const asPlan = (probe: Probe): Plan => ({ ...probe, question: { kind: "http", ...probe }, implied: false });

/** The probes of the spec; a primary without one for readiness is asked whether it listens. */
function plansOf(container: StoredContainer): Map<ProbeKind, Plan> {
  const { startupProbe, readinessProbe, livenessProbe, primary, port } = container;
  const plans = new Map<ProbeKind, Plan>();
  if (startupProbe !== null) plans.set("startup", asPlan(startupProbe));
  if (readinessProbe !== null) plans.set("readiness", asPlan(readinessProbe));
  if (livenessProbe !== null) plans.set("liveness", asPlan(livenessProbe));
  if (readinessProbe === null && primary && port !== null) {
    const question = { kind: "tcp", port, timeoutSeconds: 1 } as const;
    plans.set("readiness", { ...listening, question, implied: true });
  }
  return plans;
}

export const probesOf = (container: StoredContainer): ProbesThere => new Set(plansOf(container).keys());

interface ProbedLife {
  container: StoredContainer;
  address: string;
  startedAt: Date;
  /** How they stood, if a worker before this one asked already. */
  known: Probed;
  onChange: (kind: ProbeKind, standing: ProbeStanding) => void;
}

/** Asks the probes of one container, from its start to its end. */
export class ContainerProbes {
  readonly #life: ProbedLife;
  readonly #plans: Map<ProbeKind, Plan>;
  readonly #stopping = new AbortController();

  constructor(life: ProbedLife) {
    this.#life = life;
    this.#plans = plansOf(life.container);
    this.#begin(life.known, life.startedAt.getTime());
  }

  stop(): void {
    this.#stopping.abort();
  }

  #begin(probed: Probed, from: number): void {
    for (const kind of probesToAsk(new Set(this.#plans.keys()), probed)) void this.#ask(kind, from);
  }

  async #ask(kind: ProbeKind, from: number): Promise<void> {
    const plan = this.#plans.get(kind);
    if (plan === undefined) return;
    let course = beginCourse(this.#life.known[kind], plan.implied);
    await this.#wait(from + plan.initialDelaySeconds * 1000);
    while (!this.#stopping.signal.aborted) {
      const began = Date.now();
      const answer = await askProbe(this.#life.address, plan.question, this.#stopping.signal);
      if (this.#stopping.signal.aborted) return;
      const before = course.standing;
      course = countAnswer(course, answer, plan);
      const { state, message } = course.standing;
      if (state !== before.state || message !== before.message) this.#life.onChange(kind, course.standing);
      if (kind === "startup" && state === "passing")
        return this.#begin({ startup: course.standing }, Date.now());
      await this.#wait(began + plan.periodSeconds * 1000);
    }
  }

  async #wait(until: number): Promise<void> {
    const milliseconds = Math.max(0, until - Date.now());
    const { signal } = this.#stopping;
    await delay(milliseconds, undefined, { signal, ref: false }).catch(() => undefined);
  }
}
