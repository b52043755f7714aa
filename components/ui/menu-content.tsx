"use client";
import * as Primitive from "radix-ui/dropdown-menu";
import { type ComponentProps, type ReactNode, type RefObject, useRef } from "react";
import { Link } from "#components/ui/link";
import { cn } from "#lib/client/class-names";

const itemLook =
  "relative flex min-h-[30px] w-full cursor-default select-none items-center gap-2 rounded-sm px-2 py-1 text-ink outline-none data-[disabled]:opacity-55 data-[highlighted]:bg-sunken data-[highlighted]:outline-2 data-[highlighted]:-outline-offset-2 data-[highlighted]:outline-ring [&_svg]:size-3.5 [&_svg]:shrink-0";

interface MenuContentProps {
  opener: RefObject<HTMLElement | null>;
  labelledBy: string;
  align?: "start" | "end" | undefined;
  side?: "top" | "bottom" | undefined;
  className?: string | undefined;
  onClose: () => void;
  children: ReactNode;
}

/**
 * Below or above the button, which stands in the same positioned box. Not modal: the page behind stays readable and
 * keeps its scroll bar, so nothing shifts.
 */
export function MenuContent(props: MenuContentProps) {
  const { opener, labelledBy, align = "start", side = "bottom", className, onClose, children } = props;
  const content = useRef<HTMLDivElement>(null);
  // Before what the chosen item opens looks for where the focus was.
  function close() {
    if (content.current?.contains(document.activeElement)) opener.current?.focus();
    onClose();
  }
  return (
    <Primitive.Root open modal={false} onOpenChange={close}>
      <Primitive.Trigger asChild>
        <span aria-hidden="true" className="pointer-events-none absolute inset-0" />
      </Primitive.Trigger>
      {/* Into the landmark the button is in, so that the menu belongs to it too. */}
      <Primitive.Portal container={opener.current?.closest<HTMLElement>("main, nav") ?? null}>
        <Primitive.Content
          ref={content}
          aria-labelledby={labelledBy}
          align={align}
          side={side}
          sideOffset={4}
          collisionPadding={8}
          onCloseAutoFocus={(event) => event.preventDefault()}
          // The button closes by itself; closing it here too would open it again.
          onInteractOutside={(event) => {
            if (event.target instanceof Node && opener.current?.contains(event.target))
              event.preventDefault();
          }}
          className={cn(
            "appear z-50 max-h-(--radix-dropdown-menu-content-available-height) min-w-44 max-w-80 overflow-y-auto rounded-lg border border-line bg-surface p-1 shadow-float",
            className,
          )}
        >
          {children}
        </Primitive.Content>
      </Primitive.Portal>
    </Primitive.Root>
  );
}

interface MenuItemProps extends ComponentProps<typeof Primitive.Item> {
  bad?: boolean;
}

export function MenuItem({ className, bad, ...props }: MenuItemProps) {
  return <Primitive.Item {...props} className={cn(itemLook, bad && "text-bad", className)} />;
}

export function MenuLink({ className, ...props }: ComponentProps<typeof Link>) {
  return (
    <Primitive.Item asChild>
      <Link {...props} className={cn(itemLook, "aria-[current]:font-medium", className)} />
    </Primitive.Item>
  );
}

export function MenuSeparator() {
  return <Primitive.Separator className="mx-2 my-1 h-px bg-line" />;
}

interface MenuChoiceProps<Value extends string> {
  label: string;
  value: Value;
  options: readonly { value: Value; label: string }[];
  onChoose: (value: Value) => void;
}

/** One of a few, such as the theme; the menu stays open so that the effect is seen. */
export function MenuChoice<Value extends string>({
  label,
  value,
  options,
  onChoose,
}: MenuChoiceProps<Value>) {
  return (
    <Primitive.RadioGroup value={value}>
      <Primitive.Label className="px-2 pt-1.5 pb-0.5 text-xs text-ink-3">{label}</Primitive.Label>
      {options.map((option) => (
        <Primitive.RadioItem
          key={option.value}
          value={option.value}
          className={cn(itemLook, "pl-7 data-[state=checked]:font-medium")}
          onSelect={(event) => {
            event.preventDefault();
            onChoose(option.value);
          }}
        >
          <Primitive.ItemIndicator className="absolute left-2">
            <svg viewBox="0 0 16 16" fill="none" stroke="currentColor" strokeWidth="1.9" aria-hidden="true">
              <path d="M3 8.5l3.2 3.2L13 5" />
            </svg>
          </Primitive.ItemIndicator>
          {option.label}
        </Primitive.RadioItem>
      ))}
    </Primitive.RadioGroup>
  );
}
