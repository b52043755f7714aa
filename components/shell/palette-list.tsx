"use client";
import { useQuery } from "@tanstack/react-query";
import { Command } from "cmdk";
import { type ReactNode, useDeferredValue, useState } from "react";
import { type OfferedAction, useOfferedActions } from "#lib/client/page-actions";
import { matchActions } from "#lib/client/palette";
import { everythingSearch } from "#lib/client/queries/search";
import { listRecent } from "#lib/client/recent";
import { type Problem, toProblem } from "#lib/domain/errors";
import { ActionItem, HitItem, itemLook, RecentItem } from "./palette-items";

interface PaletteListProps {
  text: string;
  personId: string;
  onChoose: (target: { href?: string | undefined; run?: (() => unknown) | undefined }) => void;
}

export function PaletteList({ text, personId, onChoose }: PaletteListProps) {
  const term = useDeferredValue(text.trim());
  const actions = matchActions(useOfferedActions(), text);
  const [recent] = useState(() => listRecent(personId));
  const { data = [], error, isFetching, isPlaceholderData, refetch } = useQuery(everythingSearch(term));
  const hits = text.trim() === "" ? [] : data;
  // Answers to what was typed before may be looked at, but not chosen by the same Enter.
  const stale = isPlaceholderData || term !== text.trim();
  const ofPage = actions.filter(({ scope }) => scope === "page");
  const everywhere = actions.filter(({ scope }) => scope === "everywhere");
  const nothing = hits.length === 0 && actions.length === 0 && !error;
  return (
    <>
      <Command.List
        label="Results"
        className="min-h-0 grow overflow-y-auto p-1.5 [scroll-padding-block:6px]"
        aria-busy={isFetching}
      >
        {error && text.trim() !== "" && <Refused problem={toProblem(error)} onAgain={() => void refetch()} />}
        {text === "" && <Actions title="On this page" actions={ofPage} onChoose={onChoose} />}
        {text === "" && recent.length > 0 && (
          <Section title="Recent">
            {recent.map((object) => (
              <RecentItem key={object.href} object={object} onSelect={() => onChoose(object)} />
            ))}
          </Section>
        )}
        {hits.length > 0 && (
          <Section title="Found">
            {hits.map((hit) => (
              <HitItem key={`${hit.kind} ${hit.id}`} hit={hit} disabled={stale} onSelect={onChoose} />
            ))}
          </Section>
        )}
        {text !== "" && <Actions title="On this page" actions={ofPage} onChoose={onChoose} />}
        <Actions title="Everywhere" actions={everywhere} onChoose={onChoose} />
      </Command.List>
      <p role="status" className={nothing ? "px-2 py-6 text-center text-ink-2" : "sr-only"}>
        {statusOf({ nothing, searching: isFetching || stale, found: hits.length, text })}
      </p>
    </>
  );
}

function statusOf(state: { nothing: boolean; searching: boolean; found: number; text: string }): string {
  if (state.text === "") return "";
  if (state.searching) return "Searching…";
  return state.nothing ? "Nothing is called that, or it is not shared with you" : `${state.found} found`;
}

function Section({ title, children }: { title: string; children: ReactNode }) {
  return (
    <Command.Group
      heading={title}
      className="[&_[cmdk-group-heading]]:px-2 [&_[cmdk-group-heading]]:pt-2 [&_[cmdk-group-heading]]:pb-1 [&_[cmdk-group-heading]]:text-xs [&_[cmdk-group-heading]]:text-ink-3"
    >
      {children}
    </Command.Group>
  );
}

interface ActionsProps {
  title: string;
  actions: readonly OfferedAction[];
  onChoose: PaletteListProps["onChoose"];
}

function Actions({ title, actions, onChoose }: ActionsProps) {
  if (actions.length === 0) return null;
  return (
    <Section title={title}>
      {actions.map((action) => (
        <ActionItem
          key={`${action.label} ${action.href}`}
          action={action}
          onSelect={() => onChoose(action)}
        />
      ))}
    </Section>
  );
}

/** A choice like the others, so that the keyboard reaches it. */
function Refused({ problem, onAgain }: { problem: Problem; onAgain: () => void }) {
  return (
    <Command.Item value="try-again" onSelect={onAgain} className={itemLook}>
      <span className="min-w-0 grow">
        <span className="block text-bad">{problem.title}</span>
        <span className="block text-sm text-ink-2">{problem.detail}</span>
      </span>
      <span className="shrink-0 text-ink-2">Try again</span>
    </Command.Item>
  );
}
