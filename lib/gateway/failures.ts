import { Refusal } from "./refusal";

function codeOf(error: unknown): string {
  return error instanceof Error && "code" in error ? String(error.code) : "";
}

/** Nothing was sent: there was no connection to send it on. */
export function isConnectFailure(error: unknown): boolean {
  if (codeOf(error) === "CONNECT_TIMEOUT") return true;
  if (error instanceof AggregateError) return error.errors.every((one) => isConnectFailure(one));
  return error instanceof Error && "syscall" in error && error.syscall === "connect";
}

const resetCodes = new Set(["CLOSED", "ECONNRESET", "EPIPE"]);

/** The connection ended: at once on an old one, if the container closed it at that moment. */
export function isReset(error: unknown): boolean {
  return resetCodes.has(codeOf(error));
}

const words: Record<string, [status: number, detail: string]> = {
  CONNECT_TIMEOUT: [504, "The workload did not accept the connection in time"],
  ANSWER_TIMEOUT: [504, "The workload did not answer in time"],
  ANSWER_HEADERS_TOO_LARGE: [502, "The workload's answer has too many headers"],
  ANSWER_MALFORMED: [502, "What the workload answered is not HTTP"],
  ECONNREFUSED: [502, "The workload refused the connection: nothing listens on its port"],
  EHOSTUNREACH: [502, "The workload cannot be reached"],
  ENETUNREACH: [502, "The workload cannot be reached"],
};

/** What the client is told of a failure on the way to a container. */
export function describeFailure(error: unknown): Refusal {
  if (error instanceof Refusal) return error;
  const code = codeOf(error);
  const known = words[code];
  if (known) return new Refusal(...known);
  // From node:http's reader, which reads answers to those who ask for another protocol.
  if (code.startsWith("HPE_")) return new Refusal(502, "What the workload answered is not HTTP");
  if (isReset(error)) return new Refusal(502, "The workload closed the connection before it answered");
  return new Refusal(502, `The workload cannot be reached${code === "" ? "" : ` (${code})`}`);
}
