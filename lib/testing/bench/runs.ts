import { performance } from "node:perf_hooks";
import { setTimeout as delay } from "node:timers/promises";
import Docker from "dockerode";
import { z } from "zod";
import { openTestEngine } from "#lib/testing/engine";
import { buildGreeter, describeGreeter } from "#lib/testing/greeter-image";
import { makeHome, type Product, removeHome, startProduct, testAdministrator } from "#lib/testing/product";
import { median } from "./measure";

const rounds = 7;
const longest = 120_000;
const pollMs = 10;

/** From the wish to run the greeter to its being ready, through Plimsoll and by the engine alone, in turns. */
export async function reportRuns(report: (text: string) => void): Promise<string> {
  const engine = await openTestEngine(report);
  if (engine === null) return "runs: there is no container engine to measure with\n";
  const home = makeHome();
  const product = await startProduct({ ...testAdministrator, DOCKER_HOST: engine.address }, home);
  try {
    const image = await buildGreeter(engine.address);
    const docker = new Docker({ socketPath: new URL(engine.address).pathname, host: undefined });
    const network = await docker.createNetwork({ Name: "plimsoll-bench", Internal: true });
    const [platform, alone]: [number[], number[]] = [[], []];
    for (let round = 0; round < rounds; round += 1) {
      platform.push(await runByPlatform(product, image));
      alone.push(await runByEngine(docker, image, network.id));
    }
    await network.remove();
    return tabulate(median(platform), median(alone));
  } finally {
    await product.stop();
    removeHome(home);
    await engine.stop();
  }
}

const identified = z.object({ id: z.string(), status: z.string() });

async function runByPlatform({ url }: Product, image: string): Promise<number> {
  const call = async (method: string, path: string, body?: unknown) =>
    fetch(`${url}/api/v2/workloads/${path}`, {
      method,
      headers: {
        authorization: `Bearer ${testAdministrator.PLIMSOLL_ADMIN_TOKEN}`,
        "content-type": "application/json",
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
  const spec = { containerGroups: [{ containers: [describeGreeter(image, "hello")] }] };
  const begun = performance.now();
  const made = await call("POST", "", { name: "greeter", artifact: { name: "greeter", spec } });
  const { id } = identified.parse(await made.json());
  await until(async () => identified.parse(await (await call("GET", id)).json()).status === "running");
  const elapsed = performance.now() - begun;
  await call("DELETE", id);
  await until(async () => (await call("GET", id)).status === 404);
  return elapsed;
}

/** In a network that is there already: the platform makes one for each workload. */
async function runByEngine(docker: Docker, image: string, network: string): Promise<number> {
  const begun = performance.now();
  const HostConfig = { NetworkMode: network };
  const container = await docker.createContainer({ Image: image, User: "1000:1000", HostConfig });
  await container.start();
  const { NetworkSettings } = await container.inspect();
  const address = Object.values(NetworkSettings.Networks)[0]?.IPAddress;
  await until(() =>
    fetch(`http://${address}:8080/readyz`).then(
      ({ ok }) => ok,
      () => false,
    ),
  );
  const elapsed = performance.now() - begun;
  await container.remove({ force: true });
  return elapsed;
}

async function until(holds: () => Promise<boolean>): Promise<void> {
  for (const deadline = Date.now() + longest; !(await holds()); await delay(pollMs))
    if (Date.now() > deadline) throw new Error("What was to run does not");
}

function tabulate(platform: number, alone: number): string {
  const seconds = (milliseconds: number) => `${(milliseconds / 1000).toFixed(2)} s`;
  return [
    `the greeter, from the request to ready; medians of ${rounds} rounds`,
    "",
    "| Plimsoll | engine | ratio |",
    "| --- | --- | --- |",
    `| ${seconds(platform)} | ${seconds(alone)} | ${(platform / alone).toFixed(2)} |`,
    "",
  ].join("\n");
}
