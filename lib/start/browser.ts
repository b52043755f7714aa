import { execFileSync } from "node:child_process";
import { accessSync, constants, existsSync } from "node:fs";
import { delimiter, join } from "node:path";
import { StartError } from "./start-error";

const programs = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];
const applications = [
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
];

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** The browser that journeys run in: CHROMIUM_PATH, else the first Chromium or Chrome found. */
export function findBrowser(): string | null {
  if (process.env.CHROMIUM_PATH) return process.env.CHROMIUM_PATH;
  const folders = (process.env.PATH ?? "").split(delimiter);
  const paths = [...programs.flatMap((name) => folders.map((folder) => join(folder, name))), ...applications];
  return paths.find(isExecutable) ?? null;
}

/** Installs Debian's Chromium where there is none and we may; Playwright's own would come from a vendor's host. */
export function ensureBrowser(report: (text: string) => void): string {
  const found = findBrowser();
  if (found !== null) return found;
  if (process.getuid?.() !== 0 || !existsSync("/usr/bin/apt-get")) {
    throw new StartError(
      "The journeys need Chromium or Chrome. Install one, or name it: CHROMIUM_PATH=<program> npm test",
    );
  }
  report("Installing Chromium…");
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  try {
    execFileSync("apt-get", ["update", "-qq"], { env, stdio: "pipe" });
    execFileSync("apt-get", ["install", "-y", "-qq", "--no-install-recommends", "chromium"], {
      env,
      stdio: "pipe",
    });
  } catch (error) {
    throw new StartError(
      `Chromium could not be installed. ${error instanceof Error ? error.message : error}`,
      { cause: error },
    );
  }
  const installed = findBrowser();
  if (installed === null) throw new StartError("Chromium was installed but cannot be found.");
  return installed;
}
