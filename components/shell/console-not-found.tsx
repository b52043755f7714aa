"use client";
import { LinkButton } from "#components/ui/button";
import { PageHeader } from "#components/ui/page-header";
import { EmptyState } from "#components/ui/states";
import { TopBar } from "./top-bar";

export function ConsoleNotFound() {
  return (
    <>
      <title>Not found · Plimsoll</title>
      <TopBar crumbs={[{ label: "Not found" }]} />
      <PageHeader title="Not found" />
      <EmptyState
        title="There is no such page, or it is not shared with you"
        actions={
          <>
            <LinkButton href="/repositories">To the repositories</LinkButton>
            <LinkButton href="/artifacts">To the artifacts</LinkButton>
          </>
        }
      >
        It may have been deleted, or somebody took your access away. What exists and is not shared with you
        looks the same as what does not exist.
      </EmptyState>
    </>
  );
}
