import { makeDockerEngine } from "#lib/engines/docker/docker-engine";
import { packContext } from "./build-context";
import { readSample } from "./greeter";

/** A sample as an image of this engine; its id. */
export async function buildSample(engineAddress: string, name: string): Promise<string> {
  const { imageId } = await makeDockerEngine(engineAddress).build(
    {
      // Processes that test at the same time must not take over each other's build.
      ...{ buildId: `${name}-${process.pid}`, artifactId: name, dockerfile: "Dockerfile" },
      context: packContext(readSample(name)),
      limits: { memoryBytes: 512 * 2 ** 20 },
      onEvent: () => undefined,
    },
    AbortSignal.timeout(120_000),
  );
  return imageId;
}

export const buildGreeter = (engineAddress: string) => buildSample(engineAddress, "greeter");

/** A container of the greeter, which is ready so long after its start. */
export const describeGreeter = (imageUri: string, greeting: string, readyAfterMs = 0) => ({
  ...{ name: "web", primary: true, port: 8080, imageUri },
  environmentVars: [
    { name: "GREETING", value: greeting },
    { name: "READY_AFTER_MS", value: String(readyAfterMs) },
  ],
  readinessProbe: { path: "/readyz", port: 8080, initialDelaySeconds: 0, periodSeconds: 1 },
  livenessProbe: { path: "/healthz", port: 8080, initialDelaySeconds: 5, periodSeconds: 5 },
});
