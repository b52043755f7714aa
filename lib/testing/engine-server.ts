import type { TestProject } from "vitest/node";
import { baseImage } from "./base-image";
import { openTestEngine } from "./engine";

declare module "vitest" {
  interface ProvidedContext {
    /** For DOCKER_HOST. */
    engineAddress: string;
    baseImage: string;
  }
}

/** One engine for the whole run, which is over where there can be none. */
export async function setup({ provide }: TestProject): Promise<() => Promise<void>> {
  const reasons: string[] = [];
  const engine = await openTestEngine((text) => reasons.push(text));
  if (engine === null) throw new Error(reasons.join("\n"));
  provide("engineAddress", engine.address);
  provide("baseImage", baseImage);
  return () => engine.stop();
}
