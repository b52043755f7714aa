import { randomUUID } from "node:crypto";
import { setTimeout as delay } from "node:timers/promises";
import { z } from "zod";
import type { Product } from "./product";

const identified = z.object({ id: z.string() });
const artifact = identified.extend({ artifactRepositoryId: z.string(), version: z.int().nullable() });
const workload = identified.extend({
  status: z.string(),
  statusReason: z.string().nullable(),
  artifactId: z.string(),
  protonId: z.string().nullable(),
});
const replacement = identified.extend({
  kind: z.string(),
  status: z.string(),
  message: z.string().nullable(),
  candidateArtifactId: z.string(),
  candidateProtonIds: z.tuple([z.string()]),
  switchedAt: z.string().nullable(),
});
const event = identified.extend({ eventType: z.string(), details: z.record(z.string(), z.unknown()) });

const details = z.object({ replicas: z.array(z.object({ address: z.string().nullable() })) });

const patience = 90_000;

/**
 * A client of the API that runs workloads, as a careful script would be: what gets no answer is sent again, under the
 * same key, until the server is there.
 */
export class WorkloadClient {
  constructor(
    private readonly product: Pick<Product, "url" | "gatewayUrl">,
    readonly token: string,
  ) {}

  async ask<Shape extends z.ZodType>(
    shape: Shape,
    method: string,
    path: string,
    body?: unknown,
  ): Promise<z.infer<Shape>> {
    const headers = {
      authorization: `Bearer ${this.token}`,
      ...(method === "POST" ? { "idempotency-key": randomUUID() } : {}),
      ...(body === undefined ? {} : { "content-type": "application/json" }),
    };
    for (const deadline = Date.now() + patience; ; await delay(100)) {
      const answer = await this.#send(`${this.product.url}/api/v2${path}`, {
        method,
        headers,
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      if (answer !== null && answer.status < 300)
        return shape.parse(answer.text === "" ? null : JSON.parse(answer.text));
      if ((answer !== null && answer.status < 500) || Date.now() > deadline)
        throw new Error(`${method} ${path} answered ${answer?.status}: ${answer?.text}`);
    }
  }

  async #send(url: string, init: RequestInit): Promise<{ status: number; text: string } | null> {
    try {
      const answer = await fetch(url, { ...init, signal: AbortSignal.timeout(20_000) });
      return { status: answer.status, text: await answer.text() };
    } catch {
      return null;
    }
  }

  async #list<Shape extends z.ZodType>(shape: Shape, path: string): Promise<z.infer<Shape>[]> {
    const all: z.infer<Shape>[] = [];
    const page = z.object({ data: z.array(shape), totalCount: z.int() });
    for (;;) {
      const join = path.includes("?") ? "&" : "?";
      const asked = `${path}${join}limit=100&offset=${all.length}`;
      const { data, totalCount } = await this.ask(page, "GET", asked);
      all.push(...data);
      if (data.length === 0 || all.length >= totalCount) return all;
    }
  }

  makeDraft(name: string, containers: unknown[], artifactRepositoryId?: string) {
    const spec = { containerGroups: [{ containers }] };
    return this.ask(artifact, "POST", "/artifacts", { name, artifactRepositoryId, spec });
  }

  lock(id: string) {
    return this.ask(artifact, "POST", `/artifacts/${id}/lock`, {});
  }

  listVersions(repositoryId: string) {
    return this.#list(artifact, `/artifacts?status=locked&repositoryId=${repositoryId}`);
  }

  run(name: string, artifactId: string, runtime?: unknown) {
    return this.ask(workload, "POST", "/workloads", { name, artifactId, runtime });
  }

  get(id: string) {
    return this.ask(workload, "GET", `/workloads/${id}`);
  }

  async describe(id: string): Promise<string> {
    const { status, statusReason } = await this.get(id);
    return statusReason === null ? status : `${status}: ${statusReason}`;
  }

  async waitUntilRunning(id: string): Promise<void> {
    for (const deadline = Date.now() + patience; ; await delay(100)) {
      const shown = await this.describe(id);
      if (shown === "running") return;
      if (Date.now() > deadline) throw new Error(`It is still ${shown}`);
    }
  }

  replace(id: string, artifactId: string) {
    const body = { artifactId, strategy: "rolling" };
    return this.ask(replacement, "POST", `/workloads/${id}/replacement`, body);
  }

  /** Everything it has run, the oldest first. */
  async listHistory(id: string) {
    return (await this.#list(replacement, `/workloads/${id}/history`)).toReversed();
  }

  /** What happened to it, the oldest first. */
  async listEvents(id: string) {
    return (await this.#list(event, `/workloads/${id}/events`)).toReversed();
  }

  /** Where the host reaches its first replica. */
  async findAddress(id: string): Promise<string> {
    const { protonId } = await this.get(id);
    const path = `/workloads/${id}/protons/${protonId}/statusDetails`;
    const { replicas } = await this.ask(details, "GET", path);
    if (!replicas[0]?.address) throw new Error("It has no address");
    return replicas[0].address;
  }

  async delete(id: string): Promise<void> {
    await this.ask(z.null(), "DELETE", `/workloads/${id}`);
  }

  /** Sends a request to what it runs. */
  invoke(id: string, path = "", init: RequestInit = {}): Promise<Response> {
    return fetch(`${this.product.gatewayUrl}/api/v2/endpoints/workloads/${id}/${path}`, {
      ...init,
      headers: { ...init.headers, authorization: `Bearer ${this.token}` },
    });
  }
}
