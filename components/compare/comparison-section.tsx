"use client";
import { MarkedText } from "#components/ui/marked-text";
import { RiskChip } from "#components/ui/risk-chip";
import { cn } from "#lib/client/class-names";
import type { DrawnCell, DrawnRow, DrawnSection } from "#lib/client/comparison-cells";
import { ChangeLink } from "./change-link";

interface ComparisonSectionProps {
  section: DrawnSection;
  /** Of the artifacts, the base first. */
  labels: readonly string[];
}

/** What differs in one container, or in the artifact beside its containers: a row per field, a column per artifact. */
export function ComparisonSection({ section, labels }: ComparisonSectionProps) {
  const { title, was, rows } = section;
  const changes = rows.filter(({ risks }) => risks.length > 0).length;
  const name = was === null ? title : `${title}, was ${was}`;
  return (
    <div className="overflow-hidden rounded-lg border border-line bg-surface print:break-inside-avoid">
      <table className={cn("w-full table-fixed border-collapse max-md:block", rowLook)}>
        <caption className="sr-only">
          {name}: {changes === 1 ? "1 change" : `${changes} changes`}
        </caption>
        <thead className="max-md:block">
          <tr>
            <th scope="col">
              <span className="text-ink-2">{title}</span>
              {was !== null && <span className="text-ink-3"> was {was}</span>}
            </th>
            {labels.map((label, index) => (
              <th key={label} scope="col" className="max-md:sr-only">
                {label}
                {index === 0 && <span className="sr-only print:not-sr-only"> (base)</span>}
              </th>
            ))}
            <th scope="col" className="w-40 max-md:sr-only">
              Risk
            </th>
          </tr>
        </thead>
        <tbody className="max-md:block">
          {rows.map((row) => (
            <Row key={row.address} row={row} labels={labels} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

// Said once for all rows and cells: a page of rows would otherwise be class names for the most part.
const rowLook = cn(
  "[&_tr]:border-t [&_tr]:border-line [&_tr]:align-top [&_thead_tr]:border-t-0 [&_thead_tr]:bg-sunken [&_thead_tr]:text-sm [&_thead_tr]:text-ink-3",
  "[&_:is(td,th)]:px-[7px] [&_:is(td,th)]:py-[7px] [&_:is(td,th):first-child]:pl-3.5 [&_:is(td,th):last-child]:pr-3.5",
  "[&_th]:text-left [&_th]:font-normal [&_th]:[overflow-wrap:anywhere] [&_tbody_th]:mono [&_tbody_th]:leading-5 md:[&_thead_th:last-child]:text-right",
  "[&_code]:rounded-sm [&_code]:px-1.5 [&_code]:py-px [&_code]:[box-decoration-break:clone] [&_code]:whitespace-pre-wrap [&_code]:[overflow-wrap:anywhere]",
  "[&_tbody_tr]:scroll-mt-4 [&_tr:has([aria-current=true])]:bg-accent-soft [&_tbody_:is(th,code)]:text-ink-2 [&_tbody_a]:text-ink [&_td]:text-ink-3",
  // Beside the value which artifact has it; to a screen reader the column says so.
  "max-md:[&_td]:before:mr-1.5 max-md:[&_td]:before:text-sm max-md:[&_td]:before:content-[attr(data-head)_/_'']",
  "max-md:[&_tr]:grid max-md:[&_tr]:gap-1 max-md:[&_tr]:py-2 max-md:[&_:is(td,th)]:px-3.5 max-md:[&_:is(td,th)]:py-0",
);

function Row({ row, labels }: { row: DrawnRow; labels: readonly string[] }) {
  const { address, words, risks, cells } = row;
  return (
    <tr id={address}>
      <th scope="row">{risks.length > 0 ? <ChangeLink address={address} words={words} /> : words}</th>
      {cells.map((cell, index) => (
        <td key={labels[index]} data-head={labels[index]}>
          <Cell {...(cell ?? { look: "value", text: cells[0]?.text ?? "" })} />
        </td>
      ))}
      <td className="space-x-1 md:text-right">
        {risks.map((risk) => (
          <RiskChip key={risk.label} {...risk} />
        ))}
      </td>
    </tr>
  );
}

const looks = { value: undefined, old: "bg-del text-ink", new: "bg-add text-ink" } as const;

function Cell({ look, text }: DrawnCell) {
  const shown = <MarkedText text={text} after={look === "new"} />;
  return look === "words" ? shown : <code className={looks[look]}>{shown}</code>;
}
