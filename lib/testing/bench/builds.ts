import { randomUUID } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { performance } from "node:perf_hooks";
import Docker from "dockerode";
import { buildNetwork } from "#lib/engines/docker/network";
import { baseImage } from "#lib/testing/base-image";
import { BuildClient } from "#lib/testing/build-client";
import { packContext } from "#lib/testing/build-context";
import { openTestEngine } from "#lib/testing/engine";
import { makeHome, removeHome, startProduct, testAdministrator } from "#lib/testing/product";
import { median } from "./measure";

const rounds = 5;
const budget = 1.1;
const samples = join(import.meta.dirname, "../samples/source/greeter");

/** The greeter over the base image of this machine; another `mark` makes every step but the first new to the engine. */
function greeterWith(mark: string): Record<string, string> {
  const files = readdirSync(samples).map(
    (name) => [name, readFileSync(join(samples, name), "utf8")] as const,
  );
  const dockerfile = (text: string) =>
    text
      .replace(/^ARG BASE=.*$/m, `ARG BASE=${baseImage}`)
      .replace("WORKDIR /app", `WORKDIR /app\nENV MARK=${mark}`);
  return Object.fromEntries(
    files.map(([name, text]) => [name, name === "Dockerfile" ? dockerfile(text) : text]),
  );
}

/** Commands that compute for some seconds and say a great deal meanwhile, as a package manager or a compiler does. */
const longStep = 'RUN seq 1 150000 | while read -r line; do echo "line $line"; done';

interface Times {
  platform: number[];
  engine: number[];
}

/** Builds of the greeter through Plimsoll, from the request to the image in the artifact, beside the engine's own. */
export async function reportBuilds(report: (text: string) => void): Promise<string> {
  const engine = await openTestEngine(report);
  if (engine === null) return "builds: there is no container engine to measure with\n";
  const home = makeHome();
  const product = await startProduct({ ...testAdministrator, DOCKER_HOST: engine.address }, home);
  try {
    const client = new BuildClient(product.url, testAdministrator.PLIMSOLL_ADMIN_TOKEN);
    const docker = new Docker({ socketPath: new URL(engine.address).pathname, host: undefined });
    const cold: Times = { platform: [], engine: [] };
    const cached: Times = { platform: [], engine: [] };
    const long: Times = { platform: [], engine: [] };
    const cancelled: number[] = [];
    for (let round = 0; round < rounds; round += 1) {
      const [ours, theirs] = [greeterWith(randomUUID()), greeterWith(randomUUID())];
      for (const times of [cold, cached]) {
        times.platform.push(await buildByPlatform(client, ours));
        times.engine.push(await buildByEngine(docker, theirs));
      }
      long.platform.push(await buildByPlatform(client, lengthen(ours)));
      long.engine.push(await buildByEngine(docker, lengthen(theirs)));
      cancelled.push(await cancelSleeping(client));
    }
    return tabulate({ cold, cached, "with a long step": long }, cancelled);
  } finally {
    await product.stop();
    removeHome(home);
    await engine.stop();
  }
}

/** The same with a step that the engine has not run yet. */
function lengthen({ Dockerfile = "", ...files }: Record<string, string>): Record<string, string> {
  return { ...files, Dockerfile: Dockerfile.replace(/^COPY/m, `${longStep}\nCOPY`) };
}

async function buildByPlatform(client: BuildClient, files: Record<string, string>): Promise<number> {
  const id = await client.makeDraft(await client.upload(files));
  const begun = performance.now();
  const build = await client.waitFor(id, await client.start(id));
  if (build.status !== "COMPLETED") throw new Error(`The build ended ${build.status}: ${build.reason}`);
  return performance.now() - begun;
}

async function buildByEngine(docker: Docker, files: Record<string, string>): Promise<number> {
  const begun = performance.now();
  const output = await docker.buildImage(packContext(files), {
    t: "plimsoll-bench:latest",
    forcerm: true,
    networkmode: buildNetwork,
  });
  await new Promise<void>((resolve, reject) =>
    docker.modem.followProgress(output, (error: Error | null) => (error ? reject(error) : resolve())),
  );
  return performance.now() - begun;
}

/** From the wish to cancel to the end of the build, with nothing of it left. */
async function cancelSleeping(client: BuildClient): Promise<number> {
  const dockerfile = `FROM ${baseImage}\nRUN echo ${randomUUID()} && sleep 300\n`;
  const id = await client.makeDraft(await client.upload({ Dockerfile: dockerfile }));
  const buildId = await client.start(id);
  await client.waitFor(id, buildId, ({ steps }) => steps?.length === 2);
  const begun = performance.now();
  await client.call("DELETE", `/artifacts/${id}/builds/${buildId}`);
  await client.waitFor(id, buildId);
  return performance.now() - begun;
}

const seconds = (milliseconds: number) => `${(milliseconds / 1000).toFixed(2)} s`;
const verdict = (holds: boolean) => (holds ? "holds" : "DOES NOT HOLD");

function tabulate(builds: Record<string, Times>, cancelled: number[]): string {
  const row = (title: string, times: Times) => {
    const [platform, engine] = [median(times.platform), median(times.engine)];
    const ratio = platform / engine;
    return `| ${title} | ${seconds(platform)} | ${seconds(engine)} | ${ratio.toFixed(2)} | ${verdict(ratio <= budget)} |`;
  };
  const cancel = median(cancelled);
  return [
    `builds of the greeter; medians of ${rounds} rounds; budget ${budget} of the engine's own build in the same network`,
    "",
    "| build | Plimsoll | engine | ratio | budget |",
    "| --- | --- | --- | --- | --- |",
    ...Object.entries(builds).map(([title, times]) => row(title, times)),
    "",
    `cancelled while a command sleeps: ${seconds(cancel)} (budget 3 s): ${verdict(cancel <= 3_000)}`,
    "",
  ].join("\n");
}
