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
      <tbody className="max-md:block">
        {changes.map((change) => (
          <tr
            key={change.path}
            className="border-t border-line align-top first:border-t-0 max-md:grid max-md:gap-1 max-md:py-1.5"
          >
            <th
              scope="row"
              className="mono py-1 pr-3 text-left font-normal [overflow-wrap:anywhere] max-md:p-0"
            >
              {change.path}
            </th>
            <ValueCell value={change.before} absent={!("before" in change)} sign="−" className="bg-del" />
            <ValueCell value={change.after} absent={!("after" in change)} sign="+" className="bg-add" />
          </tr>
        ))}
      </tbody>
    </table>
  );
}

interface ValueCellProps {
  value: unknown;
  absent: boolean;
  /** Beside the colour, which alone would say nothing to some. */
  sign: string;
  className: string;
}

function ValueCell({ value, absent, sign, className }: ValueCellProps) {
  return (
    <td className="py-1 pr-3 last:pr-0 max-md:p-0">
      {absent ? (
        <span className="text-sm text-ink-3 max-md:hidden">—</span>
      ) : (
        <code
          className={cn(
            "inline-block rounded-sm px-1.5 whitespace-pre-wrap [overflow-wrap:anywhere]",
            className,
          )}
        >
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
