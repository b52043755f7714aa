"use client";
import * as Primitive from "radix-ui/tooltip";
import { type ReactElement, useState } from "react";

interface TooltipProps {
  text: string;
  /** One focusable element. */
  children: ReactElement;
  side?: "top" | "right" | "bottom" | "left";
}

export function Tooltip({ text, children, side = "top" }: TooltipProps) {
  const [open, setOpen] = useState(false);
  return (
    <Primitive.Provider delayDuration={250}>
      <Primitive.Root open={open} onOpenChange={setOpen}>
        {/* A tap has no hover: there it is the press that shows the text. */}
        <Primitive.Trigger asChild onClick={() => setOpen(true)}>
          {children}
        </Primitive.Trigger>
        <Primitive.Portal>
          <Primitive.Content
            side={side}
            sideOffset={6}
            collisionPadding={8}
            className="appear z-50 max-w-72 rounded-md bg-ink px-2.5 py-1.5 text-sm text-bg shadow-float"
          >
            {text}
          </Primitive.Content>
        </Primitive.Portal>
      </Primitive.Root>
    </Primitive.Provider>
  );
}
