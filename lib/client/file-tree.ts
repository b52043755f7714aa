/** A folder with what is in it, folders first, each by name. */
export interface FileTree<Leaf> {
  folders: { name: string; path: string; tree: FileTree<Leaf> }[];
  files: { name: string; leaf: Leaf }[];
}

/** Files, sorted by path, as the tree they lie in. */
export function makeTree<Leaf>(leaves: readonly Leaf[], pathOf: (leaf: Leaf) => string): FileTree<Leaf> {
  const root: FileTree<Leaf> = { folders: [], files: [] };
  const known = new Map([["", root]]);
  for (const leaf of leaves) {
    const path = pathOf(leaf);
    const end = path.lastIndexOf("/");
    treeAt(known, path.slice(0, Math.max(0, end))).files.push({ name: path.slice(end + 1), leaf });
  }
  return root;
}

function treeAt<Leaf>(known: Map<string, FileTree<Leaf>>, path: string): FileTree<Leaf> {
  const there = known.get(path);
  if (there) return there;
  const made: FileTree<Leaf> = { folders: [], files: [] };
  known.set(path, made);
  const end = path.lastIndexOf("/");
  treeAt(known, path.slice(0, Math.max(0, end))).folders.push({
    name: path.slice(end + 1),
    path,
    tree: made,
  });
  return made;
}
