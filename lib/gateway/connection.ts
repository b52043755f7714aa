import { connect, type Socket } from "node:net";
import { type AnswerHead, AnswerReader } from "./answer-reader";
import type { RawHeaders } from "./headers";
import type { GatewayLimits } from "./limits";

/** What became of a request, told to who sent it; after `onEnd` or `onFailure` there is nothing more. */
export interface Listener {
  onHead(head: AnswerHead): void;
  onData(chunk: Buffer): void;
  onEnd(last: Buffer | null, trailers: RawHeaders): void;
  onFailure(error: Error): void;
}

interface Outgoing {
  method: string;
  /** The request's first lines, whole. */
  head: string;
  /** Writes what follows them, and calls back when that is all; null: nothing does. */
  sendBody: ((socket: Socket, sent: () => void) => void) | null;
}

/** Fails like an error of a system call: by its code. */
const failure = (code: string) => Object.assign(new Error(code), { code });

const phases = {
  connecting: "CONNECT_TIMEOUT",
  waiting: "ANSWER_TIMEOUT",
  answering: "IDLE_TIMEOUT",
  resting: "CLOSED",
} as const;

/**
 * An idle connection is closed before containers close theirs (gunicorn's 2 s is the shortest in wide use): a request
 * sent at the moment the other side closes is lost.
 */
const restMs = 1_500;
const never = Number.POSITIVE_INFINITY;

/** One connection to a container, and the request that is under way on it. */
export class Connection {
  readonly #socket: Socket;
  readonly #reader = new AnswerReader();
  #listener: Listener | null = null;
  #phase: keyof typeof phases = "connecting";
  #deadline: number;
  /** The request has gone out as a whole. */
  #sent = false;

  constructor(
    place: { host: string; port: number },
    private readonly limits: GatewayLimits,
    /** It has ended its request: may it be given the next one? */
    private readonly ended: (connection: Connection, rests: boolean) => void,
  ) {
    this.#deadline = performance.now() + limits.connect;
    this.#socket = connect({ ...place, noDelay: true });
    this.#socket.on("data", (chunk) => this.#read(chunk));
    this.#socket.on("end", () => this.#finish());
    this.#socket.on("error", (error) => this.#fail(error));
    this.#socket.on("close", () => this.#fail(failure("CLOSED")));
  }

  send(outgoing: Outgoing, listener: Listener): void {
    this.#listener = listener;
    this.#reader.begin(outgoing.method, this);
    // Without a connection nothing of a body is read, so that it can be sent elsewhere.
    if (this.#socket.connecting) this.#socket.once("connect", () => this.#transmit(outgoing));
    else this.#transmit(outgoing);
  }

  #transmit({ head, sendBody }: Outgoing): void {
    this.#socket.write(head, "latin1");
    this.#sent = sendBody === null;
    this.#enter("waiting");
    sendBody?.(this.#socket, () => {
      this.#sent = true;
      if (this.#phase === "waiting") this.#enter("waiting");
    });
  }

  pause(): void {
    this.#socket.pause();
    this.#deadline = never;
  }

  resume(): void {
    this.#socket.resume();
    this.#enter(this.#phase);
  }

  /** Ends it with whatever is under way, without a word to who sent that. */
  destroy(): void {
    this.#listener = null;
    this.#close();
  }

  /** Ends it if it has been waited for long enough. */
  check(now: number): void {
    if (now > this.#deadline) this.#fail(failure(phases[this.#phase]));
  }

  onHead(head: AnswerHead): void {
    this.#enter("answering");
    this.#listener?.onHead(head);
  }

  onData(chunk: Buffer): void {
    this.#enter("answering");
    this.#listener?.onData(chunk);
  }

  onEnd(last: Buffer | null, trailers: RawHeaders): void {
    const listener = this.#listener;
    this.#listener = null;
    // What the container did not wait for would be read by it as the next request.
    if (this.#sent && this.#reader.keepsAlive && this.#socket.writable) {
      this.#enter("resting");
      if (this.#socket.isPaused()) this.#socket.resume();
      this.ended(this, true);
    } else this.#close();
    listener?.onEnd(last, trailers);
  }

  #read(chunk: Buffer): void {
    try {
      this.#reader.read(chunk);
    } catch (error) {
      this.#fail(error instanceof Error ? error : new Error("unreadable", { cause: error }));
    }
  }

  #finish(): void {
    if (!this.#reader.finish()) this.#fail(failure("CLOSED"));
  }

  #fail(error: Error): void {
    const listener = this.#listener;
    this.#listener = null;
    this.#close();
    listener?.onFailure(error);
  }

  #close(): void {
    this.#deadline = never;
    if (this.#socket.destroyed) return;
    this.#socket.destroy();
    this.ended(this, false);
  }

  #enter(phase: keyof typeof phases): void {
    this.#phase = phase;
    this.#deadline = performance.now() + this.#patience(phase);
  }

  #patience(phase: keyof typeof phases): number {
    const { connect: connecting, firstByte, idle } = this.limits;
    // An answer is waited for once all of the request is sent; how long that takes is for its client to say.
    if (phase === "waiting") return this.#sent ? firstByte : never;
    return { connecting, answering: idle, resting: restMs }[phase];
  }
}
