"use client";
import { LinkButton } from "#components/ui/button";
import { EmptyState } from "#components/ui/states";

export function RootNotFound() {
  return (
    <main className="mx-auto grid max-w-xl gap-3.5 px-4 py-16">
      <title>Not found · Plimsoll</title>
      <h1>Not found</h1>
      <EmptyState
        title="There is no such page"
        actions={<LinkButton href="/repositories">To the repositories</LinkButton>}
      >
        The address may be cut off or out of date.
      </EmptyState>
    </main>
  );
}
