import type { Engine } from "#lib/engines/engine";
import { packContext } from "./build-context";

/** An image with an ordinary user, made from another by these further instructions. Its id. */
export async function buildUserImage(engine: Engine, base: string, ...lines: string[]): Promise<string> {
  const dockerfile = [`FROM ${base}`, ...(lines.length > 0 ? lines : ["USER 1000"])].join("\n");
  const { imageId } = await engine.build(
    {
      buildId: `user${process.pid}${Date.now()}`,
      artifactId: "user",
      context: packContext({ Dockerfile: dockerfile }),
      dockerfile: "Dockerfile",
      limits: { memoryBytes: 512 * 2 ** 20 },
      network: "none",
      onEvent: () => undefined,
    },
    AbortSignal.timeout(60_000),
  );
  return imageId;
}
