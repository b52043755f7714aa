const listeners = new Set<() => void>();

/** Says that what this page shows is not so any more, where no change in the audit says it. */
export function markPageStale(): void {
  for (const listener of listeners) listener();
}

/** For who reads pages again. Returns how to stop. */
export function receiveStalePage(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
