import { request } from "node:http";
import { beforeEach, describe, expect, test, vi } from "vitest";
import { type ChangePage, changePage } from "#lib/domain/changes";
import { lockArtifact } from "#lib/operations/artifact-locks";
import { deleteArtifact, updateArtifact } from "#lib/operations/artifacts";
import { runOperation } from "#lib/operations/operation";
import { deactivatePerson } from "#lib/operations/people";
import { signOut } from "#lib/operations/sessions";
import { database } from "#lib/store/database";
import {
  actorOf,
  makeOrganization,
  makePerson,
  openBrowserSession,
  type TestOrganization,
  type TestPerson,
} from "#lib/testing/actors";
import { callerOf, grant, makeArtifact } from "#lib/testing/factories";
import { serveApi } from "#lib/testing/server";

const api = serveApi();
let organization: TestOrganization;
beforeEach(async () => {
  organization = await makeOrganization();
});

interface Stream {
  status: number;
  /** Every page told so far. */
  pages: ChangePage[];
  told: () => string[];
  over: () => boolean;
  close: () => void;
}

const own = { "sec-fetch-site": "same-origin" };

/** A browser's stream, as an EventSource keeps it. */
async function follow(headers: Record<string, string>, query = ""): Promise<Stream> {
  let text = "";
  let ended = false;
  const status = await new Promise<[number, () => void]>((resolve, reject) => {
    const sent = request(`${api.origin}/api/live/changes${query}`, { headers, agent: false }, (answer) => {
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
  const pages = () =>
    [...text.matchAll(/^data: (.+)$/gm)].map((match) => changePage.parse(JSON.parse(match[1] ?? "")));
  return {
    status: status[0],
    get pages() {
      return pages();
    },
    told: () => pages().flatMap(({ changes }) => changes.map(({ verb, objectId }) => `${verb} ${objectId}`)),
    over: () => ended,
    close: status[1],
  };
}

const signIn = async (person: TestPerson) => ({ ...own, cookie: await openBrowserSession(person) });
const callerFor = async (person: { id: string }) => callerOf(await actorOf(person));
const patience = { timeout: 5_000, interval: 20 };

describe("a stream", () => {
  test("tells of a lock within a second, with where it was in the audit", async () => {
    const { administrator } = organization;
    const caller = await callerFor(administrator);
    const draft = await makeArtifact(await actorOf(administrator));
    const stream = await follow(await signIn(administrator));
    expect(stream.status).toBe(200);
    await runOperation(updateArtifact, caller, { id: draft.id, patch: { description: "new" } });
    const before = Date.now();
    await runOperation(lockArtifact, caller, { id: draft.id });
    await vi.waitFor(() => expect(stream.told()).toContain(`artifact.lock ${draft.id}`), patience);
    expect(Date.now() - before).toBeLessThan(3_000);
    const locked = stream.pages.flatMap(({ changes }) => changes).at(-1);
    expect(locked).toMatchObject({ objectType: "artifact", repositoryId: draft.repositoryId, revision: 3 });
    expect(stream.pages.at(-1)?.cursor).toBe(locked?.sequence);
    stream.close();
  });

  test("goes on where the browser was: nothing is lost, nothing comes twice", async () => {
    const { administrator } = organization;
    const headers = await signIn(administrator);
    const actor = await actorOf(administrator);
    const first = await makeArtifact(actor);
    const stream = await follow(headers, `?after=${(await actorOf(administrator)).epoch}`);
    const inIt = { artifactRepositoryId: first.repositoryId };
    const second = await makeArtifact(actor, inIt);
    await vi.waitFor(() => expect(stream.told()).toEqual([`artifact.create ${second.id}`]), patience);
    const cursor = stream.pages.at(-1)?.cursor ?? "";
    stream.close();
    const missed = [await makeArtifact(actor, inIt), await makeArtifact(actor, inIt)];
    const again = await follow({ ...headers, "last-event-id": cursor }, "?after=0");
    await vi.waitFor(() => expect(again.told().length).toBeGreaterThan(1), patience);
    expect(again.told()).toEqual(missed.map(({ id }) => `artifact.create ${id}`));
    again.close();
  });

  test("says that anything may have changed where too much did, or the cursor is of another time", async () => {
    const headers = await signIn(organization.administrator);
    const stream = await follow(headers, "?after=999999999");
    await vi.waitFor(() => expect(stream.pages).toMatchObject([{ reset: true, changes: [] }]), patience);
    stream.close();
  });

  test("comes again after the database closed every connection", async () => {
    const { administrator } = organization;
    const stream = await follow(await signIn(administrator));
    await database.$executeRaw`SELECT pg_terminate_backend(pid) FROM pg_stat_activity
      WHERE datname = current_database() AND query LIKE 'LISTEN%'`;
    const { id } = await makeArtifact(await actorOf(administrator));
    await vi.waitFor(() => expect(stream.told()).toContain(`artifact.create ${id}`), patience);
    stream.close();
  });
});

describe("nobody is told", () => {
  test("of what is not shared with them, whoever they are", async () => {
    const { administrator } = organization;
    const member = await makePerson(organization.id);
    const stranger = (await makeOrganization()).administrator;
    const streams = [await follow(await signIn(member)), await follow(await signIn(stranger))];
    const actor = await actorOf(administrator);
    const hidden = await makeArtifact(actor);
    const shared = await makeArtifact(actor, { name: "shared" });
    await grant(organization.id, { artifactId: shared.id }, member, "CONSUMER");
    const caller = callerOf(actor);
    await runOperation(updateArtifact, caller, { id: hidden.id, patch: { description: "x" } });
    await runOperation(updateArtifact, caller, { id: shared.id, patch: { description: "x" } });
    await vi.waitFor(() => expect(streams[0]?.told()).toContain(`artifact.update ${shared.id}`), patience);
    for (const stream of streams) {
      expect(JSON.stringify(stream.pages)).not.toContain(hidden.id);
      stream.close();
    }
    expect(streams[1]?.pages).toEqual([]);
  });

  test("but of their own deed, also when nothing is left to see", async () => {
    const member = await makePerson(organization.id);
    const actor = await actorOf(member);
    const { id } = await makeArtifact(actor);
    const stream = await follow(await signIn(member));
    await runOperation(deleteArtifact, callerOf(actor), { id });
    await vi.waitFor(() => expect(stream.told()).toContain(`artifact.delete ${id}`), patience);
    stream.close();
  });

  test("without a session of our own page", async () => {
    const { administrator } = organization;
    const { cookie } = await signIn(administrator);
    expect((await follow(own)).status).toBe(401);
    expect((await follow({ cookie, "sec-fetch-site": "same-site" })).status).toBe(403);
    expect((await follow({ ...own, authorization: `Bearer ${administrator.token}` })).status).toBe(403);
  });

  test("once the session or the person's right to sign in has ended", async () => {
    const member = await makePerson(organization.id);
    const headers = await signIn(member);
    const left = await follow(headers);
    await runOperation(signOut, await callerFor(member), { cookie: headers.cookie });
    await vi.waitFor(() => expect(left.over()).toBe(true), patience);
    const sent = await follow(await signIn(member));
    await runOperation(deactivatePerson, await callerFor(organization.administrator), { id: member.id });
    await vi.waitFor(() => expect(sent.over()).toBe(true), patience);
  });

  test("by more streams than a person may have", async () => {
    const headers = await signIn(organization.administrator);
    const streams = await Promise.all(Array.from({ length: 12 }, () => follow(headers)));
    expect(streams.map(({ status }) => status)).toEqual(Array(12).fill(200));
    expect((await follow(headers)).status).toBe(429);
    for (const { close } of streams) close();
    await vi.waitFor(async () => {
      const again = await follow(headers);
      again.close();
      expect(again.status).toBe(200);
    }, patience);
  });
});
