"use client";
import { Command } from "cmdk";
import type { ReactNode } from "react";
import type { OfferedAction } from "#lib/client/page-actions";
import type { PaletteOffer, PaletteTarget } from "#lib/client/use-palette";
import { type Problem, toProblem } from "#lib/domain/errors";
import { ActionItem, choiceValue, HitItem, itemLook, RecentItem } from "./palette-items";

interface PaletteListProps {
  /** Whether anything was typed. */
  asked: boolean;
  offer: PaletteOffer;
  onChoose: (target: PaletteTarget) => void;
}

const againValue = "try-again";

/** What Enter does while nobody has moved: the first that can be chosen. */
export function findFirst({ error, hits, ofPage, everywhere, recent }: PaletteOffer): string {
  const [hit] = hits;
  const can = ({ refusal }: OfferedAction) => !refusal;
  const action = ofPage.find(can);
  if (error) return againValue;
  if (hit) return choiceValue.hit(hit);
  if (action) return choiceValue.action(action);
  if (recent[0]) return choiceValue.recent(recent[0]);
  const other = everywhere.find(can);
  return other ? choiceValue.action(other) : "";
}

export function PaletteList({ asked, offer, onChoose }: PaletteListProps) {
  const { error, hits, ofPage, everywhere, recent, stale, searching } = offer;
  const nothing = hits.length + ofPage.length + everywhere.length === 0 && !error;
  return (
    <>
      <Command.List
        label="Results"
        className="min-h-0 grow overflow-y-auto p-1.5 [scroll-padding-block:6px]"
        aria-busy={searching}
      >
        {error && <Refused problem={toProblem(error)} onAgain={offer.searchAgain} />}
        {hits.length > 0 && (
          <Section title="Found">
            {hits.map((hit) => (
              <HitItem key={choiceValue.hit(hit)} hit={hit} stale={stale} onSelect={offer.chooseHit} />
            ))}
          </Section>
        )}
        <Actions title="On this page" actions={ofPage} onChoose={onChoose} />
        {recent.length > 0 && (
          <Section title="Recent">
            {recent.map((object) => (
              <RecentItem key={object.href} object={object} onSelect={() => onChoose(object)} />
            ))}
          </Section>
        )}
        <Actions title="Everywhere" actions={everywhere} onChoose={onChoose} />
      </Command.List>
      <p role="status" className={nothing ? "px-2 py-6 text-center text-ink-2" : "sr-only"}>
        {asked && statusOf(nothing, searching, hits.length)}
      </p>
    </>
  );
}

function statusOf(nothing: boolean, searching: boolean, found: number): string {
  if (searching) return "Searching…";
  return nothing ? "Nothing is called that, or it is not shared with you" : `${found} found`;
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
        <ActionItem key={choiceValue.action(action)} action={action} onSelect={() => onChoose(action)} />
      ))}
    </Section>
  );
}

/** A choice like the others, so that the keyboard reaches it. */
function Refused({ problem, onAgain }: { problem: Problem; onAgain: () => void }) {
  return (
    <Command.Item value={againValue} onSelect={onAgain} className={itemLook}>
      <span className="min-w-0 grow">
        <span className="block text-bad">{problem.title}</span>
        <span className="block text-sm text-ink-2">{problem.detail}</span>
      </span>
      <span className="shrink-0 text-ink-2">Try again</span>
    </Command.Item>
  );
}
