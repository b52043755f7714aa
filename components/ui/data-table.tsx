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
        <tbody className={cn("data-rows", tall ? "md:[&>tr]:h-row-tall" : "md:[&>tr]:h-row")}>
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

const narrowLooks = {
  title: "narrow-title",
  plain: "narrow-plain",
  labelled: "narrow-labelled",
  hidden: "narrow-hidden",
};

function narrowLook<Row>({ align, head, narrow = "plain" }: Column<Row>) {
  return {
    className: cn(align === "end" && "md:text-right", narrowLooks[narrow]),
    ...(narrow === "labelled" && { "data-head": head }),
  };
}
