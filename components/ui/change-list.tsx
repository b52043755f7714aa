import { cn } from "#lib/client/class-names";
import type { FieldChange } from "#lib/domain/audit";

interface ChangeListProps {
  changes: readonly FieldChange[];
  /** What changed, to those who do not see what stands above. */
  caption: string;
}

/** Fields with their values before and after; a value that was or is not there is said so. */
export function ChangeList({ changes, caption }: ChangeListProps) {
  return (
    <table className="w-full table-fixed border-collapse max-md:block">
      <caption className="sr-only">{caption}</caption>
      <thead className="sr-only">
        <tr>
          <th scope="col">Field</th>
          <th scope="col">Before</th>
          <th scope="col">After</th>
        </tr>
      </thead>
      <tbody className={rowLook}>
        {changes.map((change) => (
          <tr key={change.path}>
            <th scope="row">{change.path}</th>
            <ValueCell value={change.before} absent={!("before" in change)} sign="−" className="bg-del" />
            <ValueCell value={change.after} absent={!("after" in change)} sign="+" className="bg-add" />
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
  value: unknown;
  absent: boolean;
  /** Beside the colour, which alone would say nothing to some. */
  sign: string;
  className: string;
}

function ValueCell({ value, absent, sign, className }: ValueCellProps) {
  return (
    <td>
      {absent ? (
        <span className="text-ink-3 max-md:hidden">—</span>
      ) : (
        <code className={className}>
          <span aria-hidden="true" className="mr-1.5 select-none md:hidden">
            {sign}
          </span>
          {valueText(value)}
        </code>
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
