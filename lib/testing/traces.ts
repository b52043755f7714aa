import { newSpanId, newTraceId } from "#lib/domain/trace-context";
import { database } from "#lib/store/database";
import { newId } from "#lib/store/ids";
import { addSpans, type WorkloadSpan } from "#lib/store/traces";

/** A trace of a request that waited, found one replica gone, and was answered by another with an error; its id. */
export async function makeLongTrace(workloadId: string): Promise<string> {
  const startedAt = Date.now() - 5_000;
  const failed = { statusCode: "ERROR" } as const;
  const spanId = newSpanId();
  const attributes = {
    "http.request.method": "POST",
    "url.path": "/v1/say",
    "http.response.status_code": 500,
  };
  const traceId = await makeTrace(workloadId, {
    ...{ spanId, name: "POST /v1/say", startedAt, duration: 2_210_400_000, attributes, ...failed },
  });
  const part = { traceId, parentSpanId: spanId };
  await makeTrace(workloadId, {
    ...{ ...part, name: "wait for a replica", kind: "INTERNAL", attributes: {} },
    ...{ startedAt: startedAt + 0.4, duration: 1_700_000_000 },
  });
  const attempt = { ...part, name: "POST", kind: "CLIENT", ...failed } as const;
  await makeTrace(workloadId, {
    ...{ ...attempt, startedAt: startedAt + 1_701, duration: 840_000 },
    statusMessage: "The workload refused the connection: nothing listens on its port",
    attributes: { "plimsoll.replica.id": newId() },
  });
  await makeTrace(workloadId, {
    ...{ ...attempt, startedAt: startedAt + 1_702, duration: 508_000_000 },
    attributes: { "http.response.status_code": 500, "plimsoll.replica.id": newId() },
  });
  return traceId;
}

/** A trace of one span, as a gateway would record it; its id. */
export async function makeTrace(workloadId: string, span: Partial<WorkloadSpan> = {}): Promise<string> {
  const traceId = newTraceId();
  const whole: WorkloadSpan = {
    ...{ workloadId, traceId, spanId: newSpanId(), parentSpanId: null },
    ...{ name: "GET /", kind: "SERVER", startedAt: Date.now(), duration: 1_500_000 },
    ...{ statusCode: "UNSET", statusMessage: "", attributes: { "http.response.status_code": 200 } },
    ...span,
  };
  await addSpans(database, [whole]);
  return whole.traceId;
}
