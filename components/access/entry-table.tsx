"use client";
import { X } from "lucide-react";
import { Button } from "#components/ui/button";
import { Select } from "#components/ui/input";
import { rolesToChoose, roleWords } from "#lib/client/role-words";
import type { Role } from "#lib/domain/roles";
import { type NamedRole, recipientKey } from "#lib/domain/sharing-preview";
import { RecipientName } from "./recipient-name";

interface EntryTableProps {
  entries: readonly NamedRole[];
  saved: readonly NamedRole[];
  mayChooseOwners: boolean;
  onRole: (key: string, role: Role) => void;
  onRemove: (key: string) => void;
}

export function EntryTable({ entries, saved, mayChooseOwners, onRole, onRemove }: EntryTableProps) {
  const savedKeys = new Set(saved.map(recipientKey));
  return (
    <ul className="rounded-lg border border-line bg-surface" aria-label="Who has access here">
      {entries.map((entry) => {
        const key = recipientKey(entry);
        const fixed = entry.role === "OWNER" && !mayChooseOwners ? "Only an owner may change owners" : null;
        return (
          <li
            key={key}
            className="flex min-h-row-tall flex-wrap items-center gap-x-3 gap-y-1 border-t border-line px-3.5 py-1.5 first:border-t-0"
          >
            <span className="min-w-0 grow basis-52">
              <RecipientName recipient={entry} />
              {!savedKeys.has(key) && <span className="ml-2 text-sm text-accent">new</span>}
            </span>
            <RoleSelect
              label={`Role of ${entry.name}`}
              value={entry.role}
              mayChooseOwners={mayChooseOwners}
              disabled={fixed !== null}
              onChange={(role) => onRole(key, role)}
            />
            <span className="basis-80 text-sm text-ink-3 max-lg:hidden">{roleWords[entry.role].means}</span>
            <Button
              variant="plain"
              shape="icon"
              aria-label={`Remove ${entry.name}`}
              disabledReason={fixed}
              onClick={() => onRemove(key)}
            >
              <X aria-hidden />
            </Button>
          </li>
        );
      })}
      {entries.length === 0 && <li className="px-3.5 py-3 text-ink-3">Nobody by an entry of its own</li>}
    </ul>
  );
}

interface RoleSelectProps {
  label: string;
  value: Role;
  mayChooseOwners: boolean;
  disabled?: boolean;
  onChange: (role: Role) => void;
}

export function RoleSelect({ label, value, mayChooseOwners, disabled, onChange }: RoleSelectProps) {
  const choices = rolesToChoose(value, mayChooseOwners);
  return (
    <Select
      aria-label={label}
      value={value}
      disabled={disabled}
      className="w-36"
      onChange={(event) => onChange(choices.find((role) => role === event.target.value) ?? value)}
    >
      {choices.map((one) => (
        <option key={one} value={one}>
          {roleWords[one].label}
        </option>
      ))}
    </Select>
  );
}
