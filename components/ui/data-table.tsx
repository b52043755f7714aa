import type { ReactNode } from "react";
import { cn } from "#lib/client/class-names";
import { RowKeys } from "./row-keys";

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
      <RowKeys />
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
                className={cn(
                  "px-[7px] font-normal first:pl-3.5 last:pr-3.5",
                  align === "end" ? "text-right" : "text-left",
                )}
              >
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody className={cn(rowLook, cellLook, tall ? "md:[&>tr]:h-row-tall" : "md:[&>tr]:h-row")}>
          {rows.map((row) => (
            <tr key={rowKey(row)}>
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

// Said once for all rows and cells: a page of rows would otherwise be class names for the most part.
const rowLook =
  "max-md:block [&>tr]:border-t [&>tr]:border-line [&>tr:hover]:bg-sunken [&>tr:focus-within]:bg-sunken max-md:[&>tr]:flex max-md:[&>tr]:flex-wrap max-md:[&>tr]:items-center max-md:[&>tr]:gap-x-3 max-md:[&>tr]:gap-y-0.5 max-md:[&>tr]:px-3.5 max-md:[&>tr]:py-2 max-md:[&>tr:first-child]:border-t-0";
const cellLook =
  "[&_td]:min-w-0 [&_td]:[overflow-wrap:anywhere] md:[&_td]:px-[7px] md:[&_td:first-child]:pl-3.5 md:[&_td:last-child]:pr-3.5";

const narrowLooks = {
  title: "max-md:basis-full",
  plain: "max-md:text-sm",
  labelled:
    "max-md:text-sm max-md:before:mr-1 max-md:before:text-ink-3 max-md:before:content-[attr(data-head)]",
  hidden: "max-md:hidden",
};

function narrowLook<Row>({ align, head, narrow = "plain" }: Column<Row>) {
  return {
    className: cn(align === "end" && "md:text-right", narrowLooks[narrow]),
    ...(narrow === "labelled" && { "data-head": head }),
  };
}
