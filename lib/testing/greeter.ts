import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { baseImage } from "./base-image";

const samples = join(import.meta.dirname, "samples");

/** The folder as it is handed out. */
export const greeterFolder = join(samples, "source/greeter");

/** An artifact that is built from it. */
export const greeterDocument = parse(readFileSync(join(samples, "specs/greeter-from-source.yaml"), "utf8"));

/** The files of a sample, on a base image that every engine for tests has. */
export function readSample(name: string): Record<string, string> {
  const folder = join(samples, "source", name);
  const files = readdirSync(folder).map((file) => [file, readFileSync(join(folder, file), "utf8")] as const);
  return Object.fromEntries(
    files.map(([file, text]) => [
      file,
      file === "Dockerfile" ? text.replace(/^ARG BASE=.*$/m, `ARG BASE=${baseImage}`) : text,
    ]),
  );
}

export function readGreeter(): { Dockerfile: string; "server.js": string } & Record<string, string> {
  const files = readSample("greeter");
  const { Dockerfile = "", "server.js": server = "" } = files;
  return { ...files, Dockerfile, "server.js": server };
}
