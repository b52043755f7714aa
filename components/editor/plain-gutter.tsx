import { StatusIcon } from "#components/ui/status";
import type { TextProblem } from "#lib/client/spec-document";
import { worstByLine } from "#lib/client/text-lines";

/** In pixels, as the editor of text has them (`text-editor-look`): nothing moves when that comes. */
const padding = 8;
const lineHeight = 12.2 * 1.62;

/** Of a line, from 1. */
export function topOfLine(line: number): number {
  return padding + (line - 1) * lineHeight;
}

interface PlainGutterProps {
  text: string;
  problems: readonly TextProblem[];
}

/** The numbers of the lines, and where something is wrong. */
export function PlainGutter({ text, problems }: PlainGutterProps) {
  const numbers = Array.from({ length: text.split("\n").length }, (_, index) => index + 1).join("\n");
  return (
    <div
      aria-hidden
      className="sticky left-0 z-10 min-w-[36px] select-none bg-surface py-2 pr-[19px] pl-[5px] text-right text-ink-3"
    >
      <pre>{numbers}</pre>
      {[...worstByLine(text, problems)].map(([line, severity]) => (
        <span
          key={line}
          className="absolute right-[3px] grid"
          style={{ top: topOfLine(line), height: lineHeight }}
        >
          <StatusIcon kind={severity === "error" ? "bad" : "warn"} className="m-auto size-2.5" />
        </span>
      ))}
    </div>
  );
}
