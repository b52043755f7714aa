"use client";
import { Command } from "cmdk";
import { useRouter } from "next/navigation";
import { useId, useRef, useState } from "react";
import { Kbd } from "#components/ui/kbd";
import { Modal } from "#components/ui/modal";
import { Queries } from "#components/ui/queries";
import { type PaletteTarget, usePalette } from "#lib/client/use-palette";
import { findFirst, PaletteList } from "./palette-list";

interface PaletteProps {
  personId: string;
  onClose: () => void;
}

/** Finds any object one may see and does any action there is, by keyboard alone. */
export function Palette({ personId, onClose }: PaletteProps) {
  const router = useRouter();
  const title = useId();
  const afterwards = useRef<() => unknown>(undefined);

  /** What an action opens takes the focus, so it comes when the palette has given it back. */
  function choose(target: PaletteTarget) {
    if (target.href !== undefined) router.push(target.href);
    afterwards.current = target.run;
    onClose();
  }
  return (
    <Modal
      labelledBy={title}
      onClose={onClose}
      onGone={() => afterwards.current?.()}
      className="inset-0 flex size-auto max-h-none max-w-none flex-col bg-surface md:inset-x-0 md:top-[12vh] md:bottom-auto md:mx-auto md:max-h-[min(520px,76vh)] md:w-[640px] md:max-w-[calc(100vw-32px)] md:rounded-lg md:border md:border-line md:shadow-float"
    >
      <h2 id={title} className="sr-only">
        Search or jump to
      </h2>
      <Queries>
        <PaletteCommand personId={personId} onChoose={choose} onClose={onClose} />
      </Queries>
    </Modal>
  );
}

interface PaletteCommandProps {
  personId: string;
  onChoose: (target: PaletteTarget) => void;
  onClose: () => void;
}

const isChoice = (target: EventTarget) => target instanceof Element && target.closest("[cmdk-item]") !== null;
const moves = new Set(["ArrowUp", "ArrowDown", "Home", "End"]);

function PaletteCommand({ personId, onChoose, onClose }: PaletteCommandProps) {
  const [text, setText] = useState("");
  const [chosen, setChosen] = useState("");
  // Until somebody moves, the best is chosen, also when a better one comes.
  const [moved, setMoved] = useState(false);
  const offer = usePalette(text, personId, onChoose);
  const retype = (next: string) => {
    setText(next);
    setMoved(false);
  };
  return (
    <Command
      label="Search or jump to"
      shouldFilter={false}
      loop
      vimBindings={false}
      value={moved ? chosen : findFirst(offer)}
      onValueChange={setChosen}
      onKeyDown={({ key }) => moves.has(key) && setMoved(true)}
      onPointerMove={({ target }) => isChoice(target) && setMoved(true)}
      className="flex min-h-0 flex-col outline-none"
    >
      <div className="flex items-center gap-2 border-b border-line px-3.5">
        <Command.Input
          autoFocus
          value={text}
          onValueChange={retype}
          placeholder="Search or jump to…"
          maxLength={100}
          className="h-11 min-w-0 grow bg-transparent text-lg outline-none"
        />
        <button type="button" onClick={onClose} className="rounded-sm" aria-label="Close">
          <Kbd>Esc</Kbd>
        </button>
      </div>
      <PaletteList asked={text.trim() !== ""} offer={offer} onChoose={onChoose} />
      <p
        aria-hidden="true"
        className="flex gap-4 border-t border-line px-3.5 py-2 text-sm text-ink-3 max-md:hidden"
      >
        <span>
          <Kbd>↑</Kbd> <Kbd>↓</Kbd> move
        </span>
        <span>
          <Kbd>Enter</Kbd> open
        </span>
        <span className="ml-auto">name, description, id, digest, tag, “claims v14”</span>
      </p>
    </Command>
  );
}
