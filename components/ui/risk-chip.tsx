import { cn } from "#lib/client/class-names";

const hues = {
  bad: "bg-bad-soft text-bad",
  warn: "bg-warn-soft text-warn",
  good: "bg-ok-soft text-ok",
  quiet: "bg-sunken text-ink-2",
} as const;

interface RiskChipProps {
  label: string;
  hue: keyof typeof hues;
  reason: string;
}

/** What a change may do, in a word; why on hover. */
export function RiskChip({ label, hue, reason }: RiskChipProps) {
  return (
    <span
      title={reason}
      className={cn("inline-block whitespace-nowrap rounded-sm px-1.5 text-xs leading-[18px]", hues[hue])}
    >
      {label}
    </span>
  );
}
