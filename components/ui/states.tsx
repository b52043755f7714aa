"use client";
import type { ReactNode } from "react";
import { Status, type StatusKind } from "./status";

interface StateProps {
  title: string;
  /** What it means and what to do now. */
  children?: ReactNode;
  actions?: ReactNode;
}

function State({ title, children, actions, icon }: StateProps & { icon?: StatusKind }) {
  return (
    <div className="grid justify-items-start gap-2 rounded-lg border border-line bg-surface px-5 py-8">
      <h2>{icon ? <Status kind={icon}>{title}</Status> : title}</h2>
      {children && <div className="max-w-[68ch] text-ink-2">{children}</div>}
      {actions && <div className="mt-2 flex flex-wrap gap-2">{actions}</div>}
    </div>
  );
}

export function EmptyState(props: StateProps) {
  return <State {...props} />;
}

export function ErrorState({ requestId, ...props }: StateProps & { requestId?: string | undefined }) {
  return (
    <State {...props} icon="bad">
      {props.children}
      {requestId && (
        <p className="mt-2 text-sm">
          Request <code>{requestId}</code>
        </p>
      )}
    </State>
  );
}

export function NotAllowedState(props: StateProps) {
  return <State {...props} icon="warn" />;
}
