"use client";
import type { ComponentProps } from "react";
import { Tooltip } from "./tooltip";

interface DisabledButtonProps extends ComponentProps<"button"> {
  reason: string;
}

/** Not `disabled`, which would take it out of the tab order together with the reason. */
export function DisabledButton({ reason, onClick: _ignored, ...props }: DisabledButtonProps) {
  return (
    <Tooltip text={reason}>
      {(anchor) => (
        <button {...props} {...anchor} aria-disabled="true" onClick={(event) => event.preventDefault()} />
      )}
    </Tooltip>
  );
}
