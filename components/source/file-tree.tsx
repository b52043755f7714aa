import { ChevronRight } from "lucide-react";
import { type ReactNode, useState } from "react";
import { cn } from "#lib/client/class-names";
import type { FileTree } from "#lib/client/file-tree";

interface FileTreeProps<Leaf> {
  tree: FileTree<Leaf>;
  label: string;
  isOpen: (path: string) => boolean;
  pathOf: (leaf: Leaf) => string;
  shown: string | null;
  onShow: (path: string) => void;
  /** Beside a file's name. */
  note: (leaf: Leaf) => ReactNode;
}

/** Files in their folders. What is in a folder is drawn when it is opened, for there may be a hundred thousand. */
export function FileTreeView<Leaf>({ tree, label, ...props }: FileTreeProps<Leaf>) {
  return (
    <ul aria-label={label} className="py-1.5">
      <Level tree={tree} depth={0} {...props} />
    </ul>
  );
}

type LevelProps<Leaf> = Omit<FileTreeProps<Leaf>, "label"> & { depth: number };

const mostFiles = 500;

function Level<Leaf>(props: LevelProps<Leaf>) {
  const { tree, depth, pathOf, shown, onShow, note } = props;
  const [most, setMost] = useState(mostFiles);
  const left = tree.files.length - most;
  return (
    <>
      {tree.folders.map((folder) => (
        <Folder key={folder.path} {...props} name={folder.name} path={folder.path} tree={folder.tree} />
      ))}
      {tree.files.slice(0, most).map(({ name, leaf }) => (
        <li key={name}>
          <button
            type="button"
            aria-current={pathOf(leaf) === shown || undefined}
            onClick={() => onShow(pathOf(leaf))}
            style={indent(depth)}
            className="flex min-h-7 w-full items-center gap-2 pr-3.5 text-left hover:bg-sunken aria-current:bg-accent-soft"
          >
            <span className="w-3.5 shrink-0" />
            <span className="mono min-w-0 truncate" title={name}>
              {name}
            </span>
            <span className="ml-auto shrink-0 text-sm text-ink-3">{note(leaf)}</span>
          </button>
        </li>
      ))}
      {left > 0 && (
        <li style={indent(depth)}>
          <button
            type="button"
            className="min-h-7 pl-5.5 text-sm text-accent"
            onClick={() => setMost(most + mostFiles)}
          >
            Show {Math.min(left, mostFiles)} more of {left}
          </button>
        </li>
      )}
    </>
  );
}

const indent = (depth: number) => ({ paddingLeft: `${14 + depth * 14}px` });

function Folder<Leaf>({ name, path, ...props }: LevelProps<Leaf> & { name: string; path: string }) {
  const [open, setOpen] = useState(() => props.isOpen(path));
  return (
    <li>
      <button
        type="button"
        aria-expanded={open}
        onClick={() => setOpen(!open)}
        style={indent(props.depth)}
        className="flex min-h-7 w-full items-center gap-2 pr-3.5 text-left text-ink-2 hover:bg-sunken"
      >
        <ChevronRight aria-hidden className={cn("size-3.5 shrink-0 text-ink-3", open && "rotate-90")} />
        <span className="mono min-w-0 truncate" title={name}>
          {name}
        </span>
      </button>
      {open && (
        <ul>
          <Level {...props} depth={props.depth + 1} />
        </ul>
      )}
    </li>
  );
}
