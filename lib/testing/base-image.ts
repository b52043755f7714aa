import { execFileSync } from "node:child_process";
import { lstatSync, readdirSync, readFileSync, readlinkSync, realpathSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { Readable } from "node:stream";
import { text } from "node:stream/consumers";
import Docker from "dockerode";
import { type Pack, pack } from "tar-stream";
import { findProgram } from "#lib/start/programs";

const certificates = "/etc/ssl/certs/ca-certificates.crt";
const repository = "plimsoll-test/base";

/** A shell, node, npm and the user 1000: what the machine has, for nothing can be pulled where tests run. */
export const baseImage = `${repository}:${process.version}`;

/** Makes the image if the engine has none, and gives it further names, which Dockerfiles under test begin with. */
export async function ensureBaseImage(address: string, names: string[] = []): Promise<string> {
  const docker = new Docker({ socketPath: new URL(address).pathname, host: undefined });
  const image = docker.getImage(baseImage);
  const known = await image.inspect().catch(() => null);
  if (known === null) await importBase(docker);
  for (const name of names) {
    const [repo = "", tag = "latest"] = name.split(":");
    await image.tag({ repo, tag });
  }
  return baseImage;
}

async function importBase(docker: Docker): Promise<void> {
  const archive = pack();
  const imported = docker.importImage(Readable.from(archive), {
    repo: repository,
    tag: process.version,
    changes: [
      "ENV PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin",
      // Package downloads may meet the machine's own certificate authority and mirror.
      `ENV NODE_EXTRA_CA_CERTS=${certificates} npm_config_cafile=${certificates}`,
      `ENV npm_config_registry=${readRegistry()} npm_config_update_notifier=false`,
      'CMD ["node"]',
    ],
  });
  await fill(archive);
  archive.finalize();
  const answer = await text(await imported);
  if (answer.includes("errorDetail")) throw new Error(answer);
}

async function fill(archive: Pack): Promise<void> {
  const folders = [
    ["tmp", 0o1777, 0],
    ["root", 0o700, 0],
    ["home/node", 0o755, 1000],
  ] as const;
  for (const [name, mode, uid] of folders) archive.entry({ name, type: "directory", mode, uid, gid: uid });
  const texts = {
    "etc/passwd": "root:x:0:0:root:/root:/bin/sh\nnode:x:1000:1000:node:/home/node:/bin/sh\n",
    "etc/group": "root:x:0:\nnode:x:1000:\n",
  };
  for (const [name, content] of Object.entries(texts)) archive.entry({ name }, content);
  await addFile(archive, "bin/busybox", requireProgram("busybox"));
  const applets = execFileSync(requireProgram("busybox"), ["--list-full"], { encoding: "utf8" });
  for (const name of applets
    .trim()
    .split("\n")
    .filter((path) => path !== "bin/busybox"))
    archive.entry({ name, type: "symlink", linkname: "/bin/busybox" });
  await addFile(archive, "usr/bin/node", process.execPath);
  for (const library of listLibraries(process.execPath))
    await addFile(archive, library.slice(1), realpathSync(library));
  await addFile(archive, certificates.slice(1), certificates);
  const npm = realpathSync(requireProgram("npm"));
  await addTree(archive, "usr/lib/node_modules/npm", resolve(dirname(npm), ".."));
  for (const name of ["npm", "npx"])
    archive.entry({
      name: `usr/bin/${name}`,
      type: "symlink",
      linkname: `../lib/node_modules/npm/bin/${name}-cli.js`,
    });
}

function requireProgram(name: string): string {
  const path = findProgram(name);
  if (path === null) throw new Error(`The base image needs ${name}`);
  return path;
}

function listLibraries(program: string): string[] {
  const lines = execFileSync("ldd", [program], { encoding: "utf8" }).split("\n");
  return lines.flatMap((line) => /(\/\S+) \(0x/.exec(line)?.[1] ?? []);
}

function readRegistry(): string {
  return execFileSync("npm", ["config", "get", "registry"], { encoding: "utf8" }).trim();
}

function addFile(archive: Pack, name: string, path: string): Promise<void> {
  const content = readFileSync(path);
  const { mode } = lstatSync(path);
  return new Promise((done, fail) =>
    archive.entry({ name, mode: mode & 0o777 }, content, (error) => (error ? fail(error) : done())),
  );
}

async function addTree(archive: Pack, name: string, folder: string): Promise<void> {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    const inside = `${name}/${entry.name}`;
    if (entry.isDirectory()) await addTree(archive, inside, path);
    else if (entry.isSymbolicLink())
      archive.entry({ name: inside, type: "symlink", linkname: readlinkSync(path) });
    else if (entry.isFile()) await addFile(archive, inside, path);
  }
}
