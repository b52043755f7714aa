import { type Issue, parsePath } from "#lib/domain/errors";
import type { StoredSpec } from "#lib/domain/spec";

/** `spec.containerGroups[0].containers[1].readinessProbe.port` as people say it: "cache · readinessProbe.port". */
export function placeWords(path: string, spec: StoredSpec): string {
  const [root, groups, groupIndex, containers, containerIndex, ...rest] = parsePath(path);
  const group =
    root === "spec" && groups === "containerGroups" ? spec.containerGroups[Number(groupIndex)] : undefined;
  const container = containers === "containers" ? group?.containers[Number(containerIndex)] : undefined;
  if (!group || !container) return path;
  const [field, index, ...inner] = rest;
  const variable = field === "environmentVars" ? container.environmentVars[Number(index)]?.name : undefined;
  const place = variable === undefined ? rest : [variable, ...inner.filter((key) => key !== "value")];
  const several = spec.containerGroups.length > 1;
  return [...(several ? [group.name] : []), container.name, place.join(".")]
    .filter((word) => word !== "")
    .join(" · ");
}

/** An issue with its place in words. */
export interface Finding extends Issue {
  place: string;
}

export function placeFindings(issues: readonly Issue[], spec: StoredSpec): Finding[] {
  return issues.map((issue) => ({ ...issue, place: placeWords(issue.path, spec) }));
}
