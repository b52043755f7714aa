import { cn } from "#lib/client/class-names";
import type { FieldChange } from "#lib/domain/audit";
import { riskTable } from "#lib/domain/risk-table";
import { RiskChip } from "./risk-chip";
import { SpecValue } from "./spec-value";

interface ChangeListProps {
  changes: readonly FieldChange[];
  /** What changed, to those who do not see what stands above. */
  caption: string;
}

/**
 * Fields with their values before and after; a value that was or is not there is said so. Changes of a specification
 * bring their risk along, and are drawn as the comparison of artifacts draws them.
 */
export function ChangeList({ changes, caption }: ChangeListProps) {
  const risky = changes.some(({ risk }) => risk !== undefined);
  return (
    <table className="w-full table-fixed border-collapse max-md:block">
      <caption className="sr-only">{caption}</caption>
      <thead className="sr-only">
        <tr>
          <th scope="col">Field</th>
          <th scope="col">Before</th>
          <th scope="col">After</th>
          {risky && <th scope="col">Risk</th>}
        </tr>
      </thead>
      <tbody className={rowLook}>
        {changes.map((change) => (
          <tr key={change.path}>
            <th scope="row">{change.path}</th>
            <ValueCell change={change} side="before" sign="−" className="bg-del" />
            <ValueCell change={change} side="after" sign="+" className="bg-add" />
            {risky && (
              <td className="md:text-right">{change.risk && <RiskChip {...riskTable[change.risk]} />}</td>
            )}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

// Said once for all rows: a history would otherwise be class names for the most part.
const rowLook = cn(
  "max-md:block [&>tr]:border-t [&>tr]:border-line [&>tr]:align-top [&>tr:first-child]:border-t-0",
  "max-md:[&>tr]:grid max-md:[&>tr]:gap-1 max-md:[&>tr]:py-1.5 md:[&_:is(td,th)]:py-1 md:[&_:is(td,th)]:pr-3",
  "[&_th]:mono [&_th]:text-left [&_th]:font-normal [&_th]:[overflow-wrap:anywhere]",
  "[&_code]:inline-block [&_code]:rounded-sm [&_code]:px-1.5 [&_code]:whitespace-pre-wrap [&_code]:[overflow-wrap:anywhere]",
);

interface ValueCellProps {
  change: FieldChange;
  side: "before" | "after";
  /** Beside the colour, which alone would say nothing to some. */
  sign: string;
  className: string;
}

function ValueCell({ change, side, sign, className }: ValueCellProps) {
  const [value, other] = side === "before" ? [change.before, change.after] : [change.after, change.before];
  return (
    <td>
      {side in change ? (
        <code className={className}>
          <span aria-hidden="true" className="mr-1.5 select-none md:hidden">
            {sign}
          </span>
          {change.risk ? (
            <SpecValue value={value} other={other} after={side === "after"} />
          ) : (
            valueText(value)
          )}
        </code>
      ) : (
        <span className="text-ink-3 max-md:hidden">—</span>
      )}
    </td>
  );
}

const mostCharacters = 2000;

/** Text bare, everything else as JSON, cut where nobody reads on. */
function valueText(value: unknown): string {
  const text = typeof value === "string" ? value || '""' : (JSON.stringify(value) ?? "");
  return text.length > mostCharacters ? `${text.slice(0, mostCharacters)}…` : text;
}
