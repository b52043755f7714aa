import type { Role, SharedRole } from "./roles";

export interface NamedRole extends SharedRole {
  name: string;
}

/** What saving does to one recipient. `inherited` is what reaches it from the repository whatever is saved here. */
export interface SharingChange {
  recipient: NamedRole;
  before: Role | null;
  after: Role | null;
  inherited: Role | null;
}

export interface SharingPreview {
  gains: SharingChange[];
  changes: SharingChange[];
  loses: SharingChange[];
}

export function recipientKey({ recipientType, recipientId }: Omit<SharedRole, "role">): string {
  return `${recipientType}:${recipientId}`;
}

/** Who gains access, whose role changes and who loses it when `after` is saved instead of `before`. */
export function previewSharing(
  before: readonly NamedRole[],
  after: readonly NamedRole[],
  inherited: readonly NamedRole[] = [],
): SharingPreview {
  const had = new Map(before.map((entry) => [recipientKey(entry), entry.role]));
  const gets = new Map(after.map((entry) => [recipientKey(entry), entry.role]));
  const above = new Map(inherited.map((entry) => [recipientKey(entry), entry.role]));
  const change = (recipient: NamedRole): SharingChange => {
    const key = recipientKey(recipient);
    return {
      recipient,
      before: had.get(key) ?? null,
      after: gets.get(key) ?? null,
      inherited: above.get(key) ?? null,
    };
  };
  return {
    gains: after.filter((entry) => !had.has(recipientKey(entry))).map(change),
    changes: after
      .filter((entry) => had.has(recipientKey(entry)))
      .map(change)
      .filter((one) => one.before !== one.after),
    loses: before.filter((entry) => !gets.has(recipientKey(entry))).map(change),
  };
}

export function isEmptyPreview({ gains, changes, loses }: SharingPreview): boolean {
  return gains.length + changes.length + loses.length === 0;
}
