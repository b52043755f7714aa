import type { TableCell, TableSection } from "./comparison-table";
import { riskTable } from "./risk-table";
import { describeValue } from "./value-words";

interface Compared {
  title: string;
  /** Of the artifacts, the base first. */
  labels: readonly string[];
  /** What is said above the tables, a line each. */
  sentences: readonly string[];
  sections: readonly TableSection[];
}

/** A comparison as Markdown: a heading and a table per container. Of changes that are masked already. */
export function comparisonMarkdown({ title, labels, sentences, sections }: Compared): string {
  const head = ["field", ...labels.map((label, index) => (index === 0 ? `${label} (base)` : label)), "risk"];
  const tables = sections.map((section) =>
    [
      `### ${plain(section.was === null ? section.title : `${section.title} (was ${section.was})`)}`,
      "",
      tableLine(head.map(plain)),
      tableLine(head.map(() => "---")),
      ...section.rows.map(({ words, cells, risks }) =>
        tableLine([
          plain(words),
          ...cells.map(cellText),
          risks.map((risk) => riskTable[risk].label).join(", "),
        ]),
      ),
    ].join("\n"),
  );
  return `${[`## ${plain(title)}`, ...sentences.map(plain), ...tables].join("\n\n")}\n`;
}

function tableLine(cells: readonly string[]): string {
  return `| ${cells.join(" | ")} |`;
}

function cellText({ state, value }: TableCell): string {
  if (state === "removed") return "removed";
  if (state === "inside") return "differs in part";
  return state === "absent" ? "—" : code(describeValue(value));
}

/** Between more backticks than are in it, on one line; a bar would end the cell even there. */
function code(text: string): string {
  const line = text.replace(/\s+/g, " ").replaceAll("|", "\\|");
  const fence = "`".repeat(1 + Math.max(0, ...[...line.matchAll(/`+/g)].map(([ticks]) => ticks.length)));
  const padding = /^[` ]|[` ]$/.test(line) ? " " : "";
  return `${fence}${padding}${line}${padding}${fence}`;
}

/** Text that stays text: what Markdown would take for a sign is escaped. */
function plain(text: string): string {
  return text.replace(/\s+/g, " ").replace(/[\\`*_[\]<>|#]/g, "\\$&");
}
