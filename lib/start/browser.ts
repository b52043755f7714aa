import { canInstallPackages, installPackages } from "./debian";
import { findProgram } from "./programs";
import { StartError } from "./start-error";

/** The browser that journeys run in: CHROMIUM_PATH, else the first Chromium or Chrome found. */
export function findBrowser(): string | null {
  if (process.env.CHROMIUM_PATH) return process.env.CHROMIUM_PATH;
  return findProgram(
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
  );
}

/** Installs Debian's Chromium where there is none and we may; Playwright's own would come from a vendor's host. */
export async function ensureBrowser(report: (text: string) => void): Promise<string> {
  const found = findBrowser();
  if (found !== null) return found;
  if (!canInstallPackages()) {
    throw new StartError(
      "The journeys need Chromium or Chrome. Install one, or name it: CHROMIUM_PATH=<program> npm test",
    );
  }
  report("Installing Chromium…");
  await installPackages(["chromium"]);
  const installed = findBrowser();
  if (installed === null) throw new StartError("Chromium was installed but cannot be found.");
  return installed;
}
