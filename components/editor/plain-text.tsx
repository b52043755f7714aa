"use client";
import { type Ref, type RefObject, useEffect, useImperativeHandle, useRef } from "react";
import type { TextRange } from "#lib/client/document-places";
import { lineOf } from "#lib/client/text-lines";
import { PlainGutter, topOfLine } from "./plain-gutter";
import type { TextPaneProps } from "./text-pane";
import { useHands } from "./use-hands";
import type { PlainTextHandle } from "./use-text-editor";

interface PlainTextProps extends TextPaneProps {
  describedBy: string;
  ref: Ref<PlainTextHandle>;
  /** Somebody turns to the text. */
  onIntent: () => void;
}

/** The text in a field of the browser's own: as wide and as high as its text, scrolled by what is around it. */
export function PlainText(props: PlainTextProps) {
  const { text, label, describedBy, problems, place, ref, editor, onText, onCursor, onIntent } = props;
  const scroller = useRef<HTMLDivElement>(null);
  const field = useRef<HTMLTextAreaElement>(null);
  const { whenAtRest, hands } = useHands();
  useImperativeHandle(ref, () => ({ whenAtRest, readHold: () => readHold(scroller, field) }), [whenAtRest]);
  useImperativeHandle(editor, () => ({ goTo: (range) => goTo(scroller, field, range) }), []);
  usePlaceInSight(scroller, text, place);
  return (
    <div ref={scroller} className="min-h-0 grow overflow-auto" onPointerEnter={onIntent}>
      <div className="mono grid min-h-full w-max min-w-full grid-cols-[auto_1fr] leading-[1.62]">
        <PlainGutter text={text} problems={problems} />
        <div className="relative">
          {place && <PlaceMark text={text} place={place} />}
          <pre aria-hidden className="invisible py-2 pr-3 pl-1.5">
            {`${text}\n`}
          </pre>
          <textarea
            ref={field}
            value={text}
            onChange={({ target }) => onText(target.value)}
            onClick={({ currentTarget }) => onCursor(currentTarget.selectionStart)}
            onFocus={onIntent}
            {...hands}
            aria-label={label}
            aria-describedby={describedBy}
            wrap="off"
            spellCheck={false}
            autoCapitalize="off"
            autoComplete="off"
            className="absolute inset-0 size-full resize-none overflow-hidden bg-transparent py-2 pr-3 pl-1.5 outline-none"
          />
        </div>
      </div>
    </div>
  );
}

type Scroller = RefObject<HTMLDivElement | null>;
type Field = RefObject<HTMLTextAreaElement | null>;

function readHold({ current: scroller }: Scroller, { current: field }: Field) {
  const focused = field !== null && document.activeElement === field;
  const [from, to] = focused ? [field.selectionStart, field.selectionEnd] : [0, 0];
  const backward = focused && field.selectionDirection === "backward";
  return {
    selection: backward ? { anchor: to, head: from } : { anchor: from, head: to },
    top: scroller?.scrollTop ?? 0,
    left: scroller?.scrollLeft ?? 0,
    focused,
  };
}

function goTo({ current: scroller }: Scroller, { current: field }: Field, { from, to }: TextRange): void {
  if (!scroller || !field) return;
  field.focus({ preventScroll: true });
  field.setSelectionRange(from, to, "backward");
  const middle = topOfLine(lineOf(field.value, from)) - scroller.clientHeight / 2;
  scroller.scrollTo({ top: middle, behavior: "instant" });
}

/** From the edges of what is in sight, in pixels. */
const margin = 40;

function usePlaceInSight(scroller: Scroller, text: string, place: TextRange | null): void {
  const top = place && topOfLine(lineOf(text, place.from));
  // How far it is scrolled is the browser's.
  useEffect(() => {
    const element = scroller.current;
    if (!element || top === null) return;
    const highest = top - margin;
    const lowest = top + margin + topOfLine(2) - topOfLine(1) - element.clientHeight;
    if (element.scrollTop > highest) element.scrollTo({ top: highest, behavior: "instant" });
    else if (element.scrollTop < lowest) element.scrollTo({ top: lowest, behavior: "instant" });
  }, [scroller, top]);
}

function PlaceMark({ text, place }: { text: string; place: TextRange }) {
  const top = topOfLine(lineOf(text, place.from));
  const bottom = topOfLine(lineOf(text, place.to) + 1);
  return <div className="absolute inset-x-0 bg-accent-soft" style={{ top, height: bottom - top }} />;
}
