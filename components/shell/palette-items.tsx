"use client";
import { Command } from "cmdk";
import { CirclePlay, Clock, CornerDownLeft, Layers, User, Users } from "lucide-react";
import type { ReactNode } from "react";
import { Kbd } from "#components/ui/kbd";
import { StatusIcon } from "#components/ui/status";
import { cn } from "#lib/client/class-names";
import type { OfferedAction } from "#lib/client/page-actions";
import { hitDetail, hitLabel } from "#lib/client/palette";
import type { PaletteHit } from "#lib/client/queries/search";
import type { RecentObject } from "#lib/client/recent";

export const itemLook =
  "flex min-h-9 cursor-default select-none items-center gap-2.5 rounded-md px-2 py-1 data-[selected=true]:bg-sunken data-[selected=true]:outline-2 data-[selected=true]:-outline-offset-2 data-[selected=true]:outline-ring aria-disabled:text-ink-3 [&_svg]:size-3.5 [&_svg]:shrink-0";

/** What the list knows its choices by. */
export const choiceValue = {
  hit: ({ kind, id }: PaletteHit) => `${kind} ${id}`,
  recent: ({ href }: RecentObject) => `recent ${href}`,
  action: ({ label, href = "" }: OfferedAction) => `action ${label} ${href}`.trim(),
};

interface LineProps {
  icon: ReactNode;
  name: string;
  detail?: string | undefined;
  end?: ReactNode;
}

function Line({ icon, name, detail, end }: LineProps) {
  return (
    <>
      <span className="flex text-ink-3">{icon}</span>
      <span className="flex min-w-0 grow items-baseline gap-2">
        <span className="max-w-full shrink-0 truncate">{name}</span>
        {detail && <span className="min-w-0 truncate text-sm text-ink-3">{detail}</span>}
      </span>
      {end && <span className="flex shrink-0 items-center gap-1 text-sm text-ink-3">{end}</span>}
    </>
  );
}

const icons = {
  repository: <Layers aria-hidden />,
  workload: <CirclePlay aria-hidden />,
  group: <Users aria-hidden />,
  person: <User aria-hidden />,
};

interface HitItemProps {
  hit: PaletteHit;
  /** Found for what was typed before. */
  stale: boolean;
  onSelect: (hit: PaletteHit) => void;
}

export function HitItem({ hit, stale, onSelect }: HitItemProps) {
  const icon = hit.kind === "artifact" ? <StatusIcon kind={hit.status ?? "draft"} /> : icons[hit.kind];
  return (
    <Command.Item
      value={choiceValue.hit(hit)}
      onSelect={() => onSelect(hit)}
      className={cn(itemLook, stale && "opacity-60")}
    >
      <Line icon={icon} name={hit.name} detail={hitDetail(hit)} end={hitLabel(hit)} />
    </Command.Item>
  );
}

export function RecentItem({ object, onSelect }: { object: RecentObject; onSelect: () => void }) {
  return (
    <Command.Item value={choiceValue.recent(object)} onSelect={onSelect} className={itemLook}>
      <Line icon={<Clock aria-hidden />} name={object.name} end={object.label} />
    </Command.Item>
  );
}

export function ActionItem({ action, onSelect }: { action: OfferedAction; onSelect: () => void }) {
  const { label, keys = [], refusal } = action;
  return (
    <Command.Item
      value={choiceValue.action(action)}
      disabled={Boolean(refusal)}
      onSelect={onSelect}
      className={itemLook}
    >
      <Line
        icon={<CornerDownLeft aria-hidden />}
        name={label}
        detail={refusal ?? undefined}
        end={keys.length > 0 && keys.map((key) => <Kbd key={key}>{key}</Kbd>)}
      />
    </Command.Item>
  );
}
