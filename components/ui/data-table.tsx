import type { ReactNode } from "react";
import { cn } from "#lib/client/class-names";

export interface Column<Row> {
  id: string;
  head: string;
  cell: (row: Row) => ReactNode;
  align?: "start" | "end";
  /** Its share of the width, 1 unless given. */
  share?: number;
  /** On narrow screens: the first line, or in the second with or without its head, or left out. */
  narrow?: "title" | "plain" | "labelled" | "hidden";
}

interface DataTableProps<Row> {
  /** Says what the table holds, to those who do not see the heading above it. */
  caption: string;
  columns: Column<Row>[];
  rows: readonly Row[];
  rowKey: (row: Row) => string;
  /** Rows with a second line. */
  tall?: boolean;
}

/** A table that on narrow screens shows each row as two lines instead of scrolling sideways. */
export function DataTable<Row>({ caption, columns, rows, rowKey, tall = false }: DataTableProps<Row>) {
  const shares = columns.reduce((sum, { share = 1 }) => sum + share, 0);
  return (
    <div className="overflow-hidden rounded-lg border border-line bg-surface">
      <table className="w-full table-fixed border-collapse max-md:block">
        <caption className="sr-only">{caption}</caption>
        <colgroup className="max-md:hidden">
          {columns.map(({ id, share = 1 }) => (
            <col key={id} style={{ width: `${(100 * share) / shares}%` }} />
          ))}
        </colgroup>
        <thead className="max-md:sr-only">
          <tr className="h-8 bg-sunken text-sm text-ink-3">
            {columns.map(({ id, head, align }) => (
              <th
                key={id}
                scope="col"
                className={cn(edge, "font-normal", align === "end" ? "text-right" : "text-left")}
              >
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody className="max-md:block">
          {rows.map((row) => (
            <tr
              key={rowKey(row)}
              className={cn(
                "border-t border-line hover:bg-sunken max-md:flex max-md:flex-wrap max-md:items-center max-md:gap-x-3 max-md:gap-y-0.5 max-md:px-3.5 max-md:py-2 max-md:first:border-t-0",
                tall ? "md:h-row-tall" : "md:h-row",
              )}
            >
              {columns.map((column) => (
                <td key={column.id} {...narrowLook(column)}>
                  {column.cell(row)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

const edge = "px-[7px] first:pl-3.5 last:pr-3.5 max-md:p-0 max-md:first:pl-0 max-md:last:pr-0";

const narrowLooks = {
  title: "max-md:basis-full",
  plain: "max-md:text-sm",
  labelled:
    "max-md:text-sm max-md:before:mr-1 max-md:before:text-ink-3 max-md:before:content-[attr(data-head)]",
  hidden: "max-md:hidden",
};

function narrowLook<Row>({ align, head, narrow = "plain" }: Column<Row>) {
  return {
    className: cn(
      edge,
      "min-w-0 [overflow-wrap:anywhere]",
      align === "end" && "md:text-right",
      narrowLooks[narrow],
    ),
    "data-head": narrow === "labelled" ? head : undefined,
  };
}
