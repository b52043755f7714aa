import type { CredentialRecord, CredentialUses } from "#lib/domain/credentials";

/** Who may name it in an artifact. */
export function visibilityWords({ visibility }: Pick<CredentialRecord, "visibility">): string {
  return visibility === "organization" ? "everybody here" : "its owner alone";
}

/** "and 3 more, which you may not see": those of whom only the number is known; nothing where there are none. */
export function otherUsesWords({ artifacts, totalCount }: CredentialUses): string {
  const others = totalCount - artifacts.length;
  if (others <= 0) return "";
  const artifact = others === 1 ? "artifact" : "artifacts";
  return artifacts.length === 0 ? `${others} ${artifact} not shared with you` : `and ${others} more`;
}
