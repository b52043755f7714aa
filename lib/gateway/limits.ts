/** How much a request may be and take; sizes in bytes, times in milliseconds. */
export interface GatewayLimits {
  bodyBytes: number;
  connect: number;
  /** From the request's last byte to the answer's first. */
  firstByte: number;
  /** Without a byte in any direction. */
  idle: number;
  /** Between two pieces of a request's body. */
  upload: number;
  /** How long a request waits for a workload that wakes, and how many do at once, of one workload and of all. */
  wake: number;
  waitingOfOne: number;
  waiting: number;
  /** What is under way when the gateway is asked to stop. */
  drain: number;
}

export const headerBytes = 16 * 1024;

export const usualLimits: GatewayLimits = {
  bodyBytes: 1024 ** 3,
  connect: 5_000,
  firstByte: 300_000,
  idle: 600_000,
  upload: 60_000,
  wake: 60_000,
  waitingOfOne: 200,
  waiting: 1_000,
  drain: 30_000,
};
