// A registry mirror may lack packages that exist only for another platform. `npm install` leaves those out of the tree
// but keeps naming them in the lock file, which `npm ci` then refuses ("Missing … from lock file"). This drops the
// optional dependencies the lock cannot resolve. Run by `npm run lock`.
import { readFileSync, writeFileSync } from "node:fs";

const lockFile = new URL("../../package-lock.json", import.meta.url);
const lock = JSON.parse(readFileSync(lockFile, "utf8"));
const dropped = [];

/** Node's own look-up: the package's node_modules, then each one above it. */
function isLocked(from, name) {
  for (let folder = from; ; folder = folder.slice(0, Math.max(0, folder.lastIndexOf("/node_modules/")))) {
    if (lock.packages[`${folder === "" ? "" : `${folder}/`}node_modules/${name}`] !== undefined) return true;
    if (folder === "") return false;
  }
}

for (const [folder, entry] of Object.entries(lock.packages)) {
  for (const name of Object.keys(entry.optionalDependencies ?? {})) {
    if (isLocked(folder, name)) continue;
    delete entry.optionalDependencies[name];
    dropped.push(name);
  }
}
writeFileSync(lockFile, `${JSON.stringify(lock, null, 2)}\n`);
process.stdout.write(
  `Dropped from the lock file, not to be had here: ${dropped.length === 0 ? "nothing" : dropped.join(", ")}\n`,
);
