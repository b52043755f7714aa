"use client";
import { useState } from "react";
import { Panel } from "#components/ui/panel";
import { Queries } from "#components/ui/queries";
import { makeTree } from "#lib/client/file-tree";
import { replaceParam } from "#lib/client/replace-param";
import { FileTreeView } from "./file-tree";
import { FileView } from "./file-view";
import { split } from "./source-browser";

interface ChangedFile {
  path: string;
  before: { size: number } | null;
  after: { size: number } | null;
}

interface SourceComparisonProps {
  catalogId: string;
  from: { id: string; number: number };
  to: { id: string; number: number };
  files: readonly ChangedFile[];
  /** How many there are beside these. */
  left: number;
  path: string | undefined;
}

const pathOf = ({ path }: ChangedFile) => path;

function changeOf({ before, after }: ChangedFile): "added" | "removed" | "changed" {
  return before === null ? "added" : after === null ? "removed" : "changed";
}

const hues = { added: "text-ok", removed: "text-bad", changed: "text-ink-2" };

/** Which files two versions differ in, and what changed in one of them. */
export function SourceComparison({ catalogId, from, to, files, left, path }: SourceComparisonProps) {
  const [chosen, setChosen] = useState(path);
  const shown = files.find((file) => file.path === chosen) ?? files[0];
  const count = (kind: ReturnType<typeof changeOf>) => files.filter((file) => changeOf(file) === kind).length;
  const words = `${count("added")} added, ${count("removed")} removed, ${count("changed")} changed`;
  return (
    <Panel
      title={`Version ${from.number} → ${to.number}`}
      note={left > 0 ? `${words}, and ${left} more that are not shown` : words}
      padded={false}
    >
      {shown ? (
        <div className={split}>
          <FileTreeView
            label="Changed files"
            tree={makeTree(files, pathOf)}
            isOpen={() => files.length < 200}
            pathOf={pathOf}
            shown={shown.path}
            onShow={(next) => {
              setChosen(next);
              replaceParam("file", next);
            }}
            note={(file) => <span className={hues[changeOf(file)]}>{changeOf(file)}</span>}
          />
          <Queries>
            <FileView
              catalogId={catalogId}
              path={shown.path}
              now={shown.after && { versionId: to.id, size: shown.after.size }}
              before={shown.before && { versionId: from.id, size: shown.before.size }}
            />
          </Queries>
        </div>
      ) : (
        <p className="p-3.5 text-ink-2">The two versions have the same files.</p>
      )}
    </Panel>
  );
}
