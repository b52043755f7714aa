"use client";
import type { ComponentProps } from "react";
import { Tooltip } from "./tooltip";

/** Not `disabled`, which would take it out of the tab order together with the reason. */
export function DisabledButton({
  reason,
  onClick: _ignored,
  ...props
}: ComponentProps<"button"> & { reason: string }) {
  return (
    <Tooltip text={reason}>
      <button {...props} aria-disabled="true" onClick={(event) => event.preventDefault()} />
    </Tooltip>
  );
}
