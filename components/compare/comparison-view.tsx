import type { ReactNode } from "react";
import { Chip } from "#components/ui/chip";
import { Link } from "#components/ui/link";
import { PageHeader } from "#components/ui/page-header";
import { EmptyState } from "#components/ui/states";
import { drawSection } from "#lib/client/comparison-cells";
import { type ComparedArtifact, labelArtifacts } from "#lib/client/comparison-view";
import { compareHref } from "#lib/client/registry-view";
import type { Comparison } from "#lib/domain/comparison";
import { comparisonMarkdown } from "#lib/domain/comparison-markdown";
import type { Part } from "#lib/domain/comparison-parts";
import { tabulate } from "#lib/domain/comparison-table";
import { comparisonSentence } from "#lib/domain/comparison-words";
import { ArtifactChips } from "./artifact-chips";
import { ChangeCursor } from "./change-cursor";
import { ComparisonSection } from "./comparison-section";
import { CopyMarkdown } from "./copy-markdown";

interface ComparisonViewProps {
  artifacts: readonly ComparedArtifact[];
  comparisons: readonly Comparison[];
  /** Everything that is set in the base, where not only differences are asked for. */
  fields?: readonly Part[] | undefined;
  /** The way to one more. */
  add: ReactNode;
  /** Below it all: the keys. */
  foot: ReactNode;
}

export function ComparisonView({ artifacts, comparisons, fields, add, foot }: ComparisonViewProps) {
  const labels = labelArtifacts(artifacts);
  const ids = artifacts.map(({ id }) => id);
  const all = fields !== undefined;
  const sections = tabulate(comparisons, fields);
  const sentences = listSentences(comparisons, labels);
  const addresses = sections.flatMap(({ rows }) =>
    rows.flatMap(({ address, risks }) => (risks.length > 0 ? [address] : [])),
  );
  const title = `${labels.slice(1).join(", ")} compared with ${labels[0]}`;
  return (
    <ChangeCursor key={`${ids} ${all}`} addresses={addresses}>
      <PageHeader
        title="Compare"
        meta={
          <span className="flex min-w-0 flex-wrap items-center gap-1.5 self-center">
            <ArtifactChips artifacts={artifacts.map(toChip)} labels={labels} all={all} />
            <span className="print:hidden">{add}</span>
          </span>
        }
        actions={
          <span className="flex flex-wrap items-center gap-2 print:hidden">
            <Link href={compareHref(ids, { all: !all })} scroll={false} className="rounded-full">
              <Chip className="hover:text-ink">{all ? "Only differences" : "Everything that is set"}</Chip>
            </Link>
            <CopyMarkdown
              text={comparisonMarkdown({ title, labels, sentences, sections: tabulate(comparisons) })}
            />
          </span>
        }
      />
      {sentences.map((sentence) => (
        <p key={sentence} className="mb-1 text-ink-2">
          {sentence}
        </p>
      ))}
      {sections.length === 0 ? (
        <div className="mt-3.5">
          <EmptyState title="Equal in everything that people write">
            What the platform writes beside it, such as builds and dates, is not compared; tags and access are
            not part of an artifact's content.
          </EmptyState>
        </div>
      ) : (
        <div className="mt-3.5 grid gap-3.5">
          {sections.map((section) => (
            <ComparisonSection key={section.address} section={drawSection(section)} labels={labels} />
          ))}
        </div>
      )}
      <div className="my-3.5 print:hidden">{foot}</div>
    </ChangeCursor>
  );
}

const toChip = ({ id, name, status }: ComparedArtifact) => ({ id, name, status });

/** Of two artifacts a sentence; of more, one for each against the base. */
function listSentences(comparisons: readonly Comparison[], labels: readonly string[]): string[] {
  if (comparisons.length === 1) return comparisons.map(comparisonSentence);
  return comparisons.map((comparison, index) => `${labels[index + 1]}: ${comparisonSentence(comparison)}`);
}
