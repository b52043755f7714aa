"use client";
import { Eye, EyeOff } from "lucide-react";
import { type ComponentProps, useState } from "react";
import { cn } from "#lib/client/class-names";
import { Input } from "./input";
import { StatusIcon } from "./status";

interface PasswordInputProps extends Omit<ComponentProps<"input">, "type"> {
  /** For a new password: how many characters it needs; counted while typing. */
  least?: number;
  /** What is hidden, for the button that shows it. */
  what?: string;
}

export function PasswordInput({ least, what = "password", onChange, ...props }: PasswordInputProps) {
  const [shown, setShown] = useState(false);
  const [length, setLength] = useState(0);
  const Icon = shown ? EyeOff : Eye;
  return (
    <span className="grid gap-1">
      <span className="relative block">
        <Input
          {...props}
          type={shown ? "text" : "password"}
          autoCapitalize="none"
          spellCheck={false}
          className="pr-9"
          onChange={(event) => {
            setLength(event.target.value.length);
            onChange?.(event);
          }}
        />
        <button
          type="button"
          aria-pressed={shown}
          aria-label={`Show the ${what}`}
          onClick={() => setShown(!shown)}
          className="absolute inset-y-0 right-0 inline-flex w-8 items-center justify-center rounded-md text-ink-3 hover:text-ink [&_svg]:size-3.5"
        >
          <Icon aria-hidden />
        </button>
      </span>
      {least !== undefined && <Requirement least={least} length={length} />}
    </span>
  );
}

function Requirement({ least, length }: { least: number; length: number }) {
  const met = length >= least;
  const missing = length > 0 && !met ? `, ${least - length} to go` : "";
  return (
    <span className={cn("flex items-center gap-1.5 text-sm", met ? "text-ok" : "text-ink-3")}>
      {met && <StatusIcon kind="ok" className="size-3" />}
      At least {least} characters{missing}
    </span>
  );
}
