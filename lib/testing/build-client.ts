import { setTimeout as delay } from "node:timers/promises";
import { z } from "zod";

const build = z.object({
  id: z.string(),
  status: z.string(),
  reason: z.string().nullable(),
  failedStep: z.int().nullable(),
  imageUri: z.string().nullable(),
  firstErrorLine: z.int().nullable(),
  steps: z.array(z.object({ number: z.int(), instruction: z.string(), cached: z.boolean() })).optional(),
  phases: z.array(z.object({ phase: z.string() })),
});
type Build = z.infer<typeof build>;

const artifact = z.object({
  id: z.string(),
  version: z.int().nullable(),
  spec: z.object({
    containerGroups: z.tuple([
      z.object({ containers: z.tuple([z.object({ imageUri: z.string().nullable() }).loose()]) }),
    ]),
  }),
});

const ended = ["COMPLETED", "FAILED", "CANCELLED"];
const logLine = z.object({ message: z.string() });

/** A client of the API that builds, as a script would be: over HTTP, with a token. */
export class BuildClient {
  constructor(
    readonly url: string,
    private readonly token: string,
  ) {}

  async call(method: string, path: string, body?: unknown): Promise<{ status: number; text: string }> {
    const multipart = body instanceof FormData;
    const answer = await fetch(`${this.url}/api/v2${path}`, {
      method,
      headers: {
        authorization: `Bearer ${this.token}`,
        ...(body === undefined || multipart ? {} : { "content-type": "application/json" }),
      },
      ...(body === undefined ? {} : { body: multipart ? body : JSON.stringify(body) }),
    });
    return { status: answer.status, text: await answer.text() };
  }

  private async ask<Shape extends z.ZodType>(
    shape: Shape,
    method: string,
    path: string,
    body?: unknown,
  ): Promise<z.infer<Shape>> {
    const { status, text } = await this.call(method, path, body);
    if (status >= 300) throw new Error(`${method} ${path} answered ${status}: ${text}`);
    return shape.parse(JSON.parse(text));
  }

  /** Uploads files by a stage, as a new source or over one that is there; what an artifact names it by. */
  async upload(files: Record<string, string>, over?: string) {
    const catalogId =
      over ?? (await this.ask(z.object({ catalogId: z.string() }), "POST", "/files/", {})).catalogId;
    const stage = z.object({ stageId: z.string() });
    const { stageId } = await this.ask(stage, "POST", `/files/${catalogId}/stages/`, {});
    for (const [path, text] of Object.entries(files)) {
      const form = new FormData();
      form.set("file", new Blob([text]), path);
      const { status, text: said } = await this.call(
        "POST",
        `/files/${catalogId}/stages/${stageId}/upload/`,
        form,
      );
      if (status >= 300) throw new Error(said);
    }
    return this.ask(
      z.object({ catalogId: z.string(), catalogVersionId: z.string() }),
      "POST",
      `/files/${catalogId}/fromStage/`,
      { stageId, overwrite: "REPLACE" },
    );
  }

  /** Sends a zip archive that becomes a new source. */
  async sendArchive(archive: Buffer) {
    const form = new FormData();
    form.set("file", new Blob([new Uint8Array(archive)]), "source.zip");
    const made = z.object({ catalogId: z.string(), catalogVersionId: z.string(), statusId: z.string() });
    return this.ask(made, "POST", "/files/fromFile/?useArchiveContents=true", form);
  }

  getStatus(statusId: string) {
    return this.ask(z.object({ status: z.string(), message: z.string() }), "GET", `/status/${statusId}/`);
  }

  /** The same, once it is unpacked. */
  async uploadArchive(archive: Buffer) {
    const { statusId, ...source } = await this.sendArchive(archive);
    for (const deadline = Date.now() + 30_000; ; await delay(50)) {
      const { status, message } = await this.getStatus(statusId);
      if (status === "COMPLETED") return source;
      if (status === "ERROR" || Date.now() > deadline) throw new Error(`${status} ${message}`);
    }
  }

  private specOf(source: { catalogId: string; catalogVersionId: string }, dockerfile: unknown) {
    const { catalogId, catalogVersionId } = source;
    const codeRef = { datarobot: { catalogId, catalogVersionId } };
    const container = { name: "web", primary: true, port: 8080, imageBuildConfig: { codeRef, dockerfile } };
    return { containerGroups: [{ containers: [container] }] };
  }

  /** A draft built from the source; its id. */
  async makeDraft(
    source: { catalogId: string; catalogVersionId: string },
    dockerfile: unknown = { source: "provided" },
  ): Promise<string> {
    const body = { name: "built", spec: this.specOf(source, dockerfile) };
    return (await this.ask(artifact, "POST", "/artifacts", body)).id;
  }

  async useSource(id: string, source: { catalogId: string; catalogVersionId: string }): Promise<void> {
    await this.ask(artifact, "PATCH", `/artifacts/${id}`, {
      spec: this.specOf(source, { source: "provided" }),
    });
  }

  getArtifact(id: string) {
    return this.ask(artifact, "GET", `/artifacts/${id}`);
  }

  lock(id: string) {
    return this.ask(artifact, "POST", `/artifacts/${id}/lock`, {});
  }

  async start(id: string): Promise<string> {
    const { buildIds } = await this.ask(
      z.object({ buildIds: z.tuple([z.string()]) }),
      "POST",
      `/artifacts/${id}/builds`,
    );
    return buildIds[0];
  }

  get(id: string, buildId: string): Promise<Build> {
    return this.ask(build, "GET", `/artifacts/${id}/builds/${buildId}`);
  }

  /** The build once `holds`, at the latest when it has ended. */
  async waitFor(
    id: string,
    buildId: string,
    holds: (build: Build) => boolean = () => false,
    seconds = 60,
  ): Promise<Build> {
    const deadline = Date.now() + seconds * 1000;
    for (;;) {
      const now = await this.get(id, buildId);
      if (holds(now) || ended.includes(now.status)) return now;
      if (Date.now() > deadline) throw new Error(`The build is still ${JSON.stringify(now)}`);
      await delay(50);
    }
  }

  async log(id: string, buildId: string): Promise<string[]> {
    const { text } = await this.call("GET", `/artifacts/${id}/builds/${buildId}/logs`);
    return text
      .split("\n")
      .filter((line) => line !== "")
      .map((line) => logLine.parse(JSON.parse(line)).message);
  }
}
