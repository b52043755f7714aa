interface Place {
  groupName: string;
  ordinal: number;
}

/** The places of a proton that have no replica, and the replicas that have no place any more. */
export function planReplicas<Replica extends Place>(
  groups: readonly { name: string; count: number }[],
  replicas: readonly Replica[],
): { missing: Place[]; excess: Replica[] } {
  const counts = new Map(groups.map(({ name, count }) => [name, count]));
  const taken = new Set(replicas.map(({ groupName, ordinal }) => `${groupName} ${ordinal}`));
  const missing = groups.flatMap(({ name, count }) =>
    Array.from({ length: count }, (_, ordinal) => ({ groupName: name, ordinal })).filter(
      ({ ordinal }) => !taken.has(`${name} ${ordinal}`),
    ),
  );
  const excess = replicas.filter(({ groupName, ordinal }) => ordinal >= (counts.get(groupName) ?? 0));
  return { missing, excess };
}
