"use client";
import { useId } from "react";

interface SegmentedProps<Value> {
  options: readonly { value: Value; label: string }[];
  /** Undefined where none of them is chosen. */
  value: Value | undefined;
  onChange: (value: Value) => void;
  labelledBy: string;
  describedBy?: string;
  invalid?: boolean;
  /** For the chosen option, which has the focus of all. */
  place?: string;
}

/** A few choices beside each other: radio buttons, so arrow keys go from one to the next. */
export function Segmented<Value extends string>(props: SegmentedProps<Value>) {
  const { options, value, onChange, labelledBy, describedBy, invalid, place } = props;
  const name = useId();
  const focused = options.find((option) => option.value === value) ?? options[0];
  return (
    <div
      role="radiogroup"
      aria-labelledby={labelledBy}
      aria-invalid={invalid || undefined}
      className="inline-flex max-w-full flex-wrap rounded-md border border-line-strong p-0.5 aria-invalid:border-bad"
    >
      {options.map((option) => (
        <label
          key={option.value}
          className="relative flex h-6 cursor-pointer items-center rounded-sm px-2 text-sm text-ink-2 hover:text-ink has-checked:bg-accent-soft has-checked:text-ink has-focus-visible:outline-2 has-focus-visible:outline-ring has-disabled:cursor-default"
        >
          <input
            type="radio"
            name={name}
            value={option.value}
            checked={option.value === value}
            onChange={() => onChange(option.value)}
            aria-describedby={describedBy}
            data-path={option === focused ? place : undefined}
            className="sr-only"
          />
          {option.label}
        </label>
      ))}
    </div>
  );
}
