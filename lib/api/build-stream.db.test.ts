import { request } from "node:http";
import { beforeEach, describe, expect, test, vi } from "vitest";
import { z } from "zod";
import { logChunk } from "#lib/domain/build-log";
import { buildStatus } from "#lib/domain/builds";
import { cancelBuild } from "#lib/operations/builds";
import { runOperation } from "#lib/operations/operation";
import { updateArtifactRoles } from "#lib/operations/shared-roles";
import {
  actorOf,
  makeOrganization,
  makePerson,
  openBrowserSession,
  type TestOrganization,
  type TestPerson,
} from "#lib/testing/actors";
import { type MadeBuild, makeBuild, makeFailedBuild, workOn } from "#lib/testing/builds";
import { callerOf, grant } from "#lib/testing/factories";
import { serveApi } from "#lib/testing/server";

const api = serveApi();
let organization: TestOrganization;
beforeEach(async () => {
  organization = await makeOrganization();
});

const own = { "sec-fetch-site": "same-origin" };
const signIn = async (person: TestPerson) => ({ ...own, cookie: await openBrowserSession(person) });
const patience = { timeout: 15_000, interval: 20 };

const state = z.object({
  status: buildStatus,
  reason: z.string().nullable(),
  steps: z.array(z.object({ number: z.int() })),
});

/** A browser's stream, as the page of a build keeps it. */
async function follow({ id, buildId }: MadeBuild, headers: Record<string, string>, query = "") {
  let text = "";
  let ended = false;
  const url = `${api.origin}/api/live/builds/${id}/${buildId}${query}`;
  const [status, close] = await new Promise<[number, () => void]>((resolve, reject) => {
    const sent = request(url, { headers, agent: false }, (answer) => {
      answer.setEncoding("utf8");
      answer.on("data", (chunk) => {
        text += chunk;
      });
      answer.on("close", () => {
        ended = true;
      });
      answer.on("error", () => undefined);
      resolve([answer.statusCode ?? 0, () => sent.destroy()]);
    });
    sent.on("error", reject);
    sent.end();
  });
  /** Whole events only: what was cut off did not arrive. */
  const events = (name: string) =>
    text
      .split("\n\n")
      .slice(0, -1)
      .filter((event) => event.includes(`event: ${name}\n`))
      .map((event): unknown => JSON.parse(/^data: (.*)$/m.exec(event)?.[1] || "null"));
  return {
    status,
    close,
    lines: () =>
      events("lines").flatMap(
        (event) => z.looseObject({ ...logChunk.shape, writtenAt: z.string() }).parse(event).lines,
      ),
    states: () => events("build").map((event) => state.parse(event)),
    isOver: () => events("over").length > 0 && ended,
    hasEnded: () => ended,
  };
}

const numbered = (from: number, to: number) =>
  Array.from({ length: to - from + 1 }, (_, index) => `line ${from + index}`);

describe("a stream", () => {
  test("tells lines and states as they come, and is over when the build is", async () => {
    const build = await makeBuild(await actorOf(organization.administrator));
    const stream = await follow(build, await signIn(organization.administrator));
    await vi.waitFor(() => expect(stream.states()).toMatchObject([{ status: "PENDING" }]), patience);
    const work = workOn(build);
    await work.claim();
    await work.step("RUN true");
    await vi.waitFor(
      () => expect(stream.states().at(-1)).toMatchObject({ steps: [{ number: 1 }] }),
      patience,
    );
    await work.log(numbered(1, 3));
    await work.end({ status: "FAILED", reason: "Because" });
    await vi.waitFor(() => expect(stream.isOver()).toBe(true), patience);
    expect(stream.lines()).toEqual(["Step 1/7 : RUN true", "line 1", "line 2", "line 3"]);
    expect(stream.states().at(-1)).toMatchObject({ status: "FAILED", reason: "Because" });
  });

  test("of a build that has ended tells what is left of it", async () => {
    const build = await makeFailedBuild(await actorOf(organization.administrator));
    const stream = await follow(build, await signIn(organization.administrator), "?after=9");
    await vi.waitFor(() => expect(stream.isOver()).toBe(true), patience);
    expect(stream.lines()).toHaveLength(2);
  });

  test("loses and repeats no line, though lines come all the time and the server goes and comes back", async () => {
    const build = await makeBuild(await actorOf(organization.administrator));
    const headers = await signIn(organization.administrator);
    const work = workOn(build);
    await work.claim();
    const total = 60_000;
    const perChunk = 400;
    const writing = (async () => {
      for (let from = 1; from <= total; from += perChunk) await work.log(numbered(from, from + perChunk - 1));
      await work.end({ status: "CANCELLED" });
    })();
    const got: string[] = [];
    for (let round = 0; ; round += 1) {
      const stream = await follow(build, headers, `?after=${got.length}`);
      const enough = Math.min(total, got.length + 9_000);
      await vi.waitFor(() => {
        expect(got.length + stream.lines().length).toBeGreaterThanOrEqual(enough);
      }, patience);
      if (round % 2 === 0) {
        await api.restart();
      } else stream.close();
      await vi.waitFor(() => expect(stream.hasEnded()).toBe(true), patience);
      got.push(...stream.lines());
      if (got.length >= total) break;
    }
    await writing;
    expect(got).toHaveLength(total);
    expect(got.every((line, index) => line === `line ${index + 1}`)).toBe(true);
  });

  test("goes on after what the browser remembers, whatever the page was made with", async () => {
    const build = await makeFailedBuild(await actorOf(organization.administrator));
    const headers = { ...(await signIn(organization.administrator)), "last-event-id": "10" };
    const stream = await follow(build, headers, "?after=2");
    await vi.waitFor(() => expect(stream.isOver()).toBe(true), patience);
    expect(stream.lines()).toHaveLength(1);
  });
});

describe("nobody is told", () => {
  test("of a build they may not see, with a token, or from another site", async () => {
    const build = await makeBuild(await actorOf(organization.administrator));
    const stranger = (await makeOrganization()).administrator;
    const statuses = async (headers: Record<string, string>, of = build) => {
      const stream = await follow(of, headers);
      stream.close();
      return stream.status;
    };
    expect(await statuses(await signIn(stranger))).toBe(404);
    expect(await statuses(own)).toBe(401);
    const session = await signIn(organization.administrator);
    expect(await statuses({ ...session, "sec-fetch-site": "cross-site" })).toBe(403);
    expect(await statuses({ authorization: `Bearer ${organization.administrator.token}` })).toBe(403);
    expect(await statuses(session, { ...build, buildId: "0".repeat(24) })).toBe(404);
  });

  test("once the artifact is not shared with them any more", async () => {
    const administrator = await actorOf(organization.administrator);
    const build = await makeBuild(administrator);
    const guest = await makePerson(organization.id);
    await grant(organization.id, { artifactId: build.id }, guest, "CONSUMER");
    const stream = await follow(build, await signIn(guest));
    await vi.waitFor(() => expect(stream.states()).toHaveLength(1), patience);
    await runOperation(updateArtifactRoles, callerOf(administrator), {
      id: build.id,
      update: {
        operation: "updateRoles",
        roles: [{ shareRecipientType: "user", id: administrator.userId, role: "OWNER" }],
      },
    });
    await runOperation(cancelBuild, callerOf(administrator), build);
    await vi.waitFor(() => expect(stream.isOver()).toBe(true), patience);
    expect(stream.states()).toHaveLength(1);
  });

  test("by more streams than a person may have", async () => {
    const build = await makeBuild(await actorOf(organization.administrator));
    const headers = await signIn(organization.administrator);
    const streams = await Promise.all(Array.from({ length: 12 }, () => follow(build, headers)));
    expect(streams.map(({ status }) => status)).toEqual(Array.from({ length: 12 }, () => 200));
    expect((await follow(build, headers)).status).toBe(429);
    for (const stream of streams) stream.close();
  });
});
