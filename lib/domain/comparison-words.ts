import { ownersOf } from "./change-address";
import type { Comparison } from "./comparison";

/** "5 changes in 2 containers. 12 variables were reordered, which changes nothing." */
export function comparisonSentence({ changes, reorderings }: Comparison): string {
  return [changesSentence(changes), ...(reorderings.length > 0 ? [orderSentence(reorderings)] : [])].join(
    " ",
  );
}

function changesSentence(changes: Comparison["changes"]): string {
  if (changes.length === 0) return "Nothing differs.";
  const owners = changes.map(({ address }) => ownersOf(address));
  const containers = new Set(
    owners.flatMap(({ group, container }) => (container === null ? [] : [`${group}/${container}`])),
  );
  const places = [
    ...(containers.size > 0 ? [count(containers.size, "container")] : []),
    ...(owners.some(({ group, container }) => group !== null && container === null) ? ["the groups"] : []),
    ...(owners.some(({ group }) => group === null) ? ["the artifact itself"] : []),
  ];
  return `${count(changes.length, "change")} in ${places.join(" and ")}.`;
}

function orderSentence(reorderings: Comparison["reorderings"]): string {
  const counts = new Map<string, number>();
  for (const { noun, count: moved } of reorderings) counts.set(noun, (counts.get(noun) ?? 0) + moved);
  const moved = [...counts].map(([noun, sum]) => `${sum} ${noun}`).join(" and ");
  return `${moved} were reordered, which changes nothing.`;
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? "" : "s"}`;
}
