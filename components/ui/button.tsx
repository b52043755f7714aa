import { cva, type VariantProps } from "class-variance-authority";
import type { ComponentProps } from "react";
import { Link } from "#components/ui/link";
import { cn } from "#lib/client/class-names";
import { DisabledButton } from "./disabled-button";

export const buttonLook = cva("button-look", {
  variants: {
    variant: {
      default: "border-line-strong bg-surface text-ink hover:not-aria-disabled:bg-sunken",
      go: "border-transparent bg-accent text-accent-ink hover:not-aria-disabled:bg-accent/90",
      plain:
        "border-transparent bg-transparent text-ink-2 hover:not-aria-disabled:bg-sunken hover:not-aria-disabled:text-ink",
      bad: "border-line-strong bg-surface text-bad hover:not-aria-disabled:border-bad hover:not-aria-disabled:bg-bad-soft",
    },
    shape: { text: "", icon: "w-control px-0" },
  },
  defaultVariants: { variant: "default", shape: "text" },
});

type ButtonLook = VariantProps<typeof buttonLook>;

export type ButtonProps = ComponentProps<"button"> &
  ButtonLook & {
    /** Why it cannot be pressed now. The button stays focusable and says the reason. */
    disabledReason?: string | null | undefined;
    /** What it started is not finished; pressing again does nothing. */
    busy?: boolean;
  };

export function Button({
  variant,
  shape,
  className,
  disabledReason,
  busy,
  type = "button",
  ...props
}: ButtonProps) {
  const look = cn(buttonLook({ variant, shape }), className);
  if (disabledReason)
    return <DisabledButton {...props} type="button" className={look} reason={disabledReason} />;
  return (
    <button
      {...props}
      type={busy ? "button" : type}
      className={look}
      {...(busy && { "aria-busy": true, "aria-disabled": true, onClick: undefined })}
    />
  );
}

export type LinkButtonProps = ComponentProps<typeof Link> & ButtonLook;

export function LinkButton({ variant, shape, className, ...props }: LinkButtonProps) {
  return <Link {...props} className={cn(buttonLook({ variant, shape }), className)} />;
}
