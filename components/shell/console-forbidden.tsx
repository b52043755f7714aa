"use client";
import { LinkButton } from "#components/ui/button";
import { PageHeader } from "#components/ui/page-header";
import { NotAllowedState } from "#components/ui/states";
import { TopBar } from "./top-bar";

export function ConsoleForbidden() {
  return (
    <>
      <title>Not allowed · Plimsoll</title>
      <TopBar crumbs={[{ label: "Not allowed" }]} />
      <PageHeader title="Not allowed" />
      <NotAllowedState
        title="Your role does not let you see this"
        actions={<LinkButton href="/repositories">To the repositories</LinkButton>}
      >
        Ask an owner of what you want to see, or an administrator of your organization, for a role that does.
      </NotAllowedState>
    </>
  );
}
