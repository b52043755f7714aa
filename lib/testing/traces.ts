import { randomBytes } from "node:crypto";
import { database } from "#lib/store/database";
import { addSpans, type WorkloadSpan } from "#lib/store/traces";

/** A trace of one span, as a gateway would record it; its id. */
export async function makeTrace(workloadId: string, span: Partial<WorkloadSpan> = {}): Promise<string> {
  const traceId = randomBytes(16).toString("hex");
  const whole: WorkloadSpan = {
    ...{ workloadId, traceId, spanId: randomBytes(8).toString("hex"), parentSpanId: null },
    ...{ name: "GET /", kind: "SERVER", startedAt: Date.now(), duration: 1_500_000 },
    ...{ statusCode: "UNSET", statusMessage: "", attributes: { "http.response.status_code": 200 } },
    ...span,
  };
  await addSpans(database, [whole]);
  return whole.traceId;
}
