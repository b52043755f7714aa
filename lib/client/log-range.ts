/** Lines that somebody points at. */
export interface LineRange {
  from: number;
  to: number;
}

/** `#L120-L130` and `#L120`, as links have it. */
export function parseLineHash(hash: string): LineRange | null {
  const [, first, second] = /^#?L(\d{1,9})(?:-L?(\d{1,9}))?$/.exec(hash) ?? [];
  if (first === undefined) return null;
  const [one, other] = [Number(first), Number(second ?? first)];
  return one < 1 || other < 1 ? null : { from: Math.min(one, other), to: Math.max(one, other) };
}

export function formatLineHash({ from, to }: LineRange): string {
  return from === to ? `#L${from}` : `#L${from}-L${to}`;
}

/** From where a selection was begun to another line, whichever is first. */
export function rangeTo(anchor: number, line: number): LineRange {
  return { from: Math.min(anchor, line), to: Math.max(anchor, line) };
}
