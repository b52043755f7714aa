import { ChevronDown } from "lucide-react";
import type { ComponentProps } from "react";
import { cn } from "#lib/client/class-names";

const look =
  "block w-full rounded-md border border-line-strong bg-surface text-ink placeholder:text-ink-3 aria-invalid:border-bad aria-invalid:ring-3 aria-invalid:ring-bad-soft disabled:bg-sunken disabled:text-ink-2";

/** `machine`: what a machine reads (names in specs, digests, paths) is set in the mono face. */
export function Input({ className, machine, ...props }: ComponentProps<"input"> & { machine?: boolean }) {
  return (
    <input
      {...props}
      className={cn(
        look,
        "h-control px-[9px] text-[13px] read-only:bg-sunken",
        machine && "mono text-[13px]",
        className,
      )}
    />
  );
}

export function Textarea({
  className,
  machine,
  ...props
}: ComponentProps<"textarea"> & { machine?: boolean }) {
  return (
    <textarea
      rows={3}
      {...props}
      className={cn(
        look,
        "min-h-control px-[9px] py-1 text-[13px] read-only:bg-sunken",
        machine && "mono text-[13px]",
        className,
      )}
    />
  );
}

/** The browser's own select: it works on every device and needs no script. */
export function Select({ className, children, ...props }: ComponentProps<"select">) {
  return (
    <span className={cn("relative block", className)}>
      <select {...props} className={cn(look, "h-control appearance-none pr-7 pl-[9px] text-[13px]")}>
        {children}
      </select>
      <ChevronDown aria-hidden className="pointer-events-none absolute top-2 right-2 size-3.5 text-ink-3" />
    </span>
  );
}

interface CheckboxProps extends Omit<ComponentProps<"input">, "type"> {
  label: string;
  help?: string;
}

export function Checkbox({ label, help, className, ...props }: CheckboxProps) {
  return (
    <label className={cn("flex min-h-6 items-start gap-2", className)}>
      <input type="checkbox" {...props} className="mt-0.5 size-4 shrink-0 accent-accent" />
      <span>
        {label}
        {help && <span className="block text-sm text-ink-3">{help}</span>}
      </span>
    </label>
  );
}
