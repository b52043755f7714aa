/** Folders that are made from the rest or belong to a tool: they are left out. */
export const skippedFolders: readonly string[] = [".git", "node_modules"];

/** A file to upload, and where it goes. */
export interface ChosenFile {
  path: string;
  file: File;
}

export interface Choice {
  files: ChosenFile[];
  /** Folders that were left out, by path. */
  skipped: string[];
}

/** What was dropped, folders with everything in them. The one folder that everything is in is the source itself. */
export async function readDropped(items: DataTransferItemList): Promise<Choice> {
  // All at once: after this call returns, the browser takes the list away.
  const dropped = [...items].filter(({ kind }) => kind === "file");
  const entries = dropped.flatMap((item) => item.webkitGetAsEntry() ?? []);
  // Files that lie in no file system, as those dragged from some programs, are no entries.
  if (entries.length === 0) return readChosen(dropped.flatMap((item) => item.getAsFile() ?? []));
  const choice: Choice = { files: [], skipped: [] };
  const [only] = entries;
  const isSource = entries.length === 1 && isFolder(only);
  for (const entry of isSource ? await listFolder(only) : entries) await collect(entry, "", choice);
  return choice;
}

async function collect(entry: FileSystemEntry, folder: string, choice: Choice): Promise<void> {
  const path = folder + entry.name;
  if (isFolder(entry)) {
    if (skippedFolders.includes(entry.name)) choice.skipped.push(path);
    else for (const inside of await listFolder(entry)) await collect(inside, `${path}/`, choice);
  } else if (isFile(entry)) {
    choice.files.push({ path, file: await new Promise<File>((done, failed) => entry.file(done, failed)) });
  }
}

const isFolder = (entry: FileSystemEntry | undefined): entry is FileSystemDirectoryEntry =>
  entry?.isDirectory === true;
const isFile = (entry: FileSystemEntry): entry is FileSystemFileEntry => entry.isFile;

/** Browsers hand out a folder in parts, and an empty part at its end. */
async function listFolder(folder: FileSystemDirectoryEntry): Promise<FileSystemEntry[]> {
  const reader = folder.createReader();
  const all: FileSystemEntry[] = [];
  for (;;) {
    const part = await new Promise<FileSystemEntry[]>((done, failed) => reader.readEntries(done, failed));
    if (part.length === 0) return all;
    all.push(...part);
  }
}

/** What was chosen by a button. Files of a chosen folder know their path in it, with the folder in front. */
export function readChosen(list: Iterable<File>): Choice {
  const choice: Choice = { files: [], skipped: [] };
  const skipped = new Set<string>();
  for (const file of list) {
    const [, ...inFolder] = file.webkitRelativePath.split("/");
    const parts = inFolder.length > 0 ? inFolder : [file.name];
    const at = parts.findIndex((part) => skippedFolders.includes(part));
    if (at === -1 || at === parts.length - 1) choice.files.push({ path: parts.join("/"), file });
    else skipped.add(parts.slice(0, at + 1).join("/"));
  }
  choice.skipped.push(...skipped);
  return choice;
}
