"use client";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { Panel } from "#components/ui/panel";
import { ProblemNote } from "#components/ui/problem-note";
import { Queries } from "#components/ui/queries";
import { makeTree } from "#lib/client/file-tree";
import { type ListedFile, versionFiles } from "#lib/client/queries/source-files";
import { replaceParam } from "#lib/client/replace-param";
import { toProblem } from "#lib/domain/errors";
import { formatBytes } from "#lib/domain/sources";
import { FileTreeView } from "./file-tree";
import { FileView } from "./file-view";
import { FilesPlace } from "./files-place";

interface SourceBrowserProps {
  catalogId: string;
  version: { id: string; number: number };
  /** The file the address names. */
  path: string | undefined;
}

/** The files of a version: where they lie, and one of them. */
export function SourceBrowser(props: SourceBrowserProps) {
  return (
    <Queries>
      <VersionFiles {...props} />
    </Queries>
  );
}

function VersionFiles({ catalogId, version, path }: SourceBrowserProps) {
  const { data: files, error } = useQuery(versionFiles(catalogId, version.id));
  const title = `Files of version ${version.number}`;
  if (!error && !files) return <FilesPlace title={title} />;
  return (
    <Panel title={title} note={files && `${files.length} files`} padded={false}>
      {error ? (
        <div className="p-3.5">
          <ProblemNote problem={toProblem(error)} />
        </div>
      ) : (
        <Files key={version.id} catalogId={catalogId} versionId={version.id} files={files} path={path} />
      )}
    </Panel>
  );
}

interface FilesProps {
  catalogId: string;
  versionId: string;
  files: readonly ListedFile[];
  path: string | undefined;
}

const pathOf = ({ fileName }: ListedFile) => fileName;
const firstNames = [/^dockerfile$/i, /^readme(\.\w+)?$/i, /./];

function Files({ catalogId, versionId, files, path }: FilesProps) {
  const named = files.find(({ fileName }) => fileName === path);
  const [chosen, setChosen] = useState(named?.fileName ?? null);
  const first = firstNames.flatMap((form) => files.find(({ fileName }) => form.test(fileName)) ?? []).at(0);
  const shown = files.find(({ fileName }) => fileName === chosen) ?? first;
  if (!shown) return <p className="p-3.5 text-ink-2">There is no file in this version.</p>;
  return (
    <div className={split}>
      <FileTreeView
        label="Files"
        tree={makeTree(files, pathOf)}
        isOpen={(folder) => shown.fileName.startsWith(`${folder}/`)}
        pathOf={pathOf}
        shown={shown.fileName}
        onShow={(next) => {
          setChosen(next);
          replaceParam("file", next);
        }}
        note={({ fileSize }) => formatBytes(fileSize)}
      />
      <FileView catalogId={catalogId} path={shown.fileName} now={{ versionId, size: shown.fileSize }} />
    </div>
  );
}

/** The tree beside the file; above it where the screen is narrow. */
export const split =
  "grid min-w-0 md:grid-cols-[minmax(200px,280px)_minmax(0,1fr)] [&>ul]:max-h-[76vh] [&>ul]:overflow-auto max-md:[&>ul]:max-h-60 max-md:[&>ul]:border-b md:[&>ul]:border-r [&>ul]:border-line";
