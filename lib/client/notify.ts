import type { ActionResult } from "#lib/domain/errors";

export interface Notice {
  tone: "done" | "failed";
  message: string;
  description?: string | undefined;
  /** Puts everything back as it was; a problem says why that is not possible any more. */
  undo?: Undo | undefined;
}

export type Undo = () => Promise<ActionResult<unknown>>;

type Receiver = (notice: Notice) => void;

const waiting: Notice[] = [];
let receiver: Receiver | null = null;

/** Says what an action did, at the edge of the screen and to screen readers. */
export function notifyDone(message: string, description?: string): void {
  notify({ tone: "done", message, description });
}

/** The same with a way back. Only for what can truly be put back exactly as it was. */
export function notifyUndoable(message: string, undo: Undo): void {
  notify({ tone: "done", message, undo });
}

export function notifyFailed(message: string, description?: string): void {
  notify({ tone: "failed", message, description });
}

function notify(notice: Notice): void {
  if (receiver) receiver(notice);
  else waiting.push(notice);
}

/** For who shows notices: gets those that came before it, then each as it comes. Returns how to stop. */
export function receiveNotices(next: Receiver): () => void {
  receiver = next;
  for (const notice of waiting.splice(0)) next(notice);
  return () => {
    receiver = null;
  };
}
