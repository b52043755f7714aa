/** A process of ours that is up. */
export interface Running {
  pid: number;
  /** Resolves, with the code or signal, when it has ended for whatever reason. */
  exited: Promise<string>;
  /** Ends it in good order, and resolves when it has ended. */
  stop(): Promise<void>;
  /** Ends it at once. */
  kill(): void;
}
