import type { IncomingMessage } from "node:http";
import type { InvokeAddress } from "#lib/domain/invoke-address";
import {
  newSpanId,
  newTraceId,
  readTraceparent,
  type TraceContext,
  writeTraceparent,
} from "#lib/domain/trace-context";
import { recordedPerSecond } from "#lib/domain/traces";
import { log } from "#lib/log";
import { database } from "#lib/store/database";
import { addSpans, type WorkloadSpan } from "#lib/store/traces";

/** What waits to be written while the database does not answer. */
const mostKept = 2_000;
const longestPath = 200;

/** What a trace says of a request. */
interface Carried {
  request: Pick<IncomingMessage, "method" | "headers">;
  address: Pick<InvokeAddress, "workloadId" | "path">;
  requestId: string;
  /** As `performance.now()` had it. */
  arrivedAt: number;
}

/** Records how requests are carried, for the traces their senders began and for some of the others. */
export class Tracing {
  #spans: WorkloadSpan[] = [];
  /** Of each workload, since the last flush, which is a second ago at most. */
  readonly #begun = new Map<string, number>();

  /** The record of a request to a proton; null where it is not recorded. */
  begin(carried: Carried, protonId: string): RequestTrace | null {
    const context = readTraceparent(carried.request.headers.traceparent);
    // Who says that a trace is not recorded means all of it.
    if (context?.sampled === false) return null;
    const { workloadId } = carried.address;
    const begun = this.#begun.get(workloadId) ?? 0;
    if (begun >= recordedPerSecond[context === null ? "others" : "asked"]) return null;
    this.#begun.set(workloadId, begun + 1);
    return new RequestTrace(carried, { protonId, context }, (spans) => this.#keep(spans));
  }

  async flush(): Promise<void> {
    this.#begun.clear();
    const spans = this.#spans;
    if (spans.length === 0) return;
    this.#spans = [];
    try {
      await addSpans(database, spans);
    } catch (error) {
      this.#keep(spans);
      log.warn({ err: error }, "traces wait to be written");
    }
  }

  #keep(spans: readonly WorkloadSpan[]): void {
    this.#spans.push(...spans.slice(0, mostKept - this.#spans.length));
  }
}

type Attributes = WorkloadSpan["attributes"];
type SpanFacts = Pick<WorkloadSpan, "name" | "kind" | "parentSpanId" | "attributes">;

/** A part of a request that is under way. */
export interface OpenSpan {
  /** For whoever takes part in it. */
  readonly traceparent: string;
  /** It was answered with this status. */
  answer(status: number): void;
  end(): void;
  fail(message: string): void;
}

/** One request as it is carried: all of it, its wait for a replica, and each attempt at one. */
export class RequestTrace {
  readonly #traceId: string;
  readonly #root: RecordedSpan;
  readonly #parts: RecordedSpan[] = [];
  readonly #method: string;
  #attempts = 0;
  #ended = false;

  constructor(
    private readonly carried: Carried,
    { protonId, context }: { protonId: string; context: TraceContext | null },
    private readonly keep: (spans: WorkloadSpan[]) => void,
  ) {
    const { request, address, requestId } = carried;
    this.#traceId = context?.traceId ?? newTraceId();
    this.#method = request.method ?? "";
    // What follows the path may hold secrets.
    const path = address.path.split("?", 1)[0]?.slice(0, longestPath) ?? "";
    this.#root = this.#open({
      name: `${this.#method} ${path}`,
      kind: "SERVER",
      parentSpanId: context?.spanId ?? null,
      attributes: {
        "http.request.method": this.#method,
        "url.path": path,
        "plimsoll.proton.id": protonId,
        "plimsoll.request.id": requestId,
      },
    });
  }

  beginWait(): OpenSpan {
    return this.#begin("wait for a replica", "INTERNAL", {});
  }

  beginAttempt(replicaId: string): OpenSpan {
    const before = this.#attempts;
    this.#attempts += 1;
    return this.#begin(this.#method, "CLIENT", {
      "http.request.method": this.#method,
      "plimsoll.replica.id": replicaId,
      ...(before === 0 ? {} : { "http.request.resend_count": before }),
    });
  }

  /** The request is over, the first time that this is called, and so are its parts; its sender got `status`. */
  end(status: number): void {
    if (this.#ended) return;
    this.#ended = true;
    for (const part of this.#parts) part.end();
    this.#root.answer(status);
    this.#root.end();
    this.keep([this.#root, ...this.#parts].map((span) => span.toRow()));
  }

  #begin(name: string, kind: SpanFacts["kind"], attributes: Attributes): OpenSpan {
    const part = this.#open({ name, kind, parentSpanId: this.#root.spanId, attributes }, performance.now());
    this.#parts.push(part);
    return part;
  }

  #open(facts: SpanFacts, startedAt = this.carried.arrivedAt): RecordedSpan {
    const { workloadId } = this.carried.address;
    return new RecordedSpan({ ...facts, workloadId, traceId: this.#traceId }, startedAt);
  }
}

class RecordedSpan implements OpenSpan {
  readonly spanId = newSpanId();
  readonly #startedAt: number;
  #duration: number | null = null;
  #failure: string | null = null;

  /** `startedAt` as `performance.now()` had it. */
  constructor(
    private readonly facts: SpanFacts & Pick<WorkloadSpan, "workloadId" | "traceId">,
    private readonly begunAt: number,
  ) {
    this.#startedAt = Date.now() - (performance.now() - begunAt);
  }

  get traceparent(): string {
    return writeTraceparent({ traceId: this.facts.traceId, spanId: this.spanId });
  }

  answer(status: number): void {
    this.facts.attributes["http.response.status_code"] = status;
    if (status >= 500) this.#failure ??= "";
  }

  end(): void {
    this.#duration ??= Math.round((performance.now() - this.begunAt) * 1e6);
  }

  fail(message: string): void {
    this.#failure = message;
    this.end();
  }

  toRow(): WorkloadSpan {
    return {
      ...this.facts,
      spanId: this.spanId,
      startedAt: this.#startedAt,
      duration: this.#duration ?? 0,
      statusCode: this.#failure === null ? "UNSET" : "ERROR",
      statusMessage: this.#failure ?? "",
    };
  }
}
