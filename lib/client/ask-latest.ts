/** What was asked last, and whether an answer is waited for. */
export interface Asking {
  latest: string;
  busy: boolean;
}

/** One question at a time: what was asked while an answer was on its way is passed over, but the latest. */
export async function askLatest(asking: Asking, ask: (text: string) => Promise<void>): Promise<void> {
  if (asking.busy) return;
  asking.busy = true;
  for (let last = ""; asking.latest.trim() !== "" && asking.latest !== last; ) {
    last = asking.latest;
    await ask(last);
  }
  asking.busy = false;
}
