import { beforeEach, describe, expect, test } from "vitest";
import { AppError } from "#lib/domain/errors";
import {
  actorOf,
  makeOrganization,
  makePerson,
  makeToken,
  openBrowserSession,
  type TestOrganization,
} from "#lib/testing/actors";
import { callerOf, makeArtifact } from "#lib/testing/factories";
import { getArtifact } from "./artifacts";
import { identifySession, identifyToken } from "./callers";
import { createGroup, deleteGroup, updateGroup } from "./groups";
import { checkPasswordLink, choosePassword } from "./links";
import { runOperation } from "./operation";
import { createPasswordLink, createPerson, deactivatePerson, reactivatePerson, updatePerson } from "./people";
import { changePassword, listSessions, signIn, signOut, signOutEverywhere } from "./sessions";
import { updateRepositoryRoles } from "./shared-roles";
import { createToken, listTokens, revokeToken } from "./tokens";

let organization: TestOrganization;
beforeEach(async () => {
  organization = await makeOrganization();
});

const nobody = callerOf(null);
const administrator = async () => callerOf(await actorOf(organization.administrator));
const from = { address: "192.0.2.1", userAgent: "test" };
const password = "a password nobody guesses";

async function codeOf(answer: Promise<unknown>): Promise<string> {
  try {
    await answer;
  } catch (error) {
    if (error instanceof AppError) return error.code;
    throw error;
  }
  return "done";
}

describe("a one-time link", () => {
  test("lets its person choose a password once, ends earlier sessions, and is replaced by the next one", async () => {
    const email = `${organization.id}@example.test`;
    const { person, linkSecret } = await runOperation(createPerson, await administrator(), {
      name: "Grace",
      email,
    });
    expect(person.hasPassword).toBe(false);
    expect(await runOperation(checkPasswordLink, nobody, { secret: linkSecret })).toMatchObject({ email });
    const { linkSecret: second } = await runOperation(createPasswordLink, await administrator(), {
      id: person.id,
    });
    const choose = (secret: string) => codeOf(runOperation(choosePassword, nobody, { secret, password }));
    expect(await choose(linkSecret)).toBe("not_found");
    expect((await Promise.all([choose(second), choose(second), choose(second)])).sort()).toEqual([
      "done",
      "not_found",
      "not_found",
    ]);
    expect(await choose(second)).toBe("not_found");
    const { cookies } = await runOperation(signIn, nobody, { ...from, email, password });
    const cookie = cookies.map((one) => one.split(";", 1)[0]).join("; ");
    expect(await identifySession(cookie)).toMatchObject({ email });
    const { linkSecret: third } = await runOperation(createPasswordLink, await administrator(), {
      id: person.id,
    });
    expect(await choose(third)).toBe("done");
    expect(await identifySession(cookie)).toBeNull();
  });

  test("of somebody deactivated leads nowhere, and is not made any more", async () => {
    const { id } = await makePerson(organization.id);
    const { linkSecret: secret } = await runOperation(createPasswordLink, await administrator(), { id });
    await runOperation(deactivatePerson, await administrator(), { id });
    expect(await codeOf(runOperation(checkPasswordLink, nobody, { secret }))).toBe("not_found");
    expect(await codeOf(runOperation(createPasswordLink, await administrator(), { id }))).toBe("conflict");
  });
});

describe("deactivating", () => {
  test("ends sessions and tokens at once; reactivating gives neither back", async () => {
    const person = await makePerson(organization.id);
    const cookie = await openBrowserSession(person);
    await runOperation(deactivatePerson, await administrator(), { id: person.id });
    expect([await identifySession(cookie), await identifyToken(person.token)]).toEqual([null, null]);
    expect(
      await codeOf(
        runOperation(signIn, nobody, { ...from, email: person.email, password: "correct horse battery" }),
      ),
    ).toBe("unauthenticated");
    await runOperation(reactivatePerson, await administrator(), { id: person.id });
    expect([await identifySession(cookie), await identifyToken(person.token)]).toEqual([null, null]);
    await runOperation(signIn, nobody, { ...from, email: person.email, password: "correct horse battery" });
  });

  test("the last administrator is refused, also when two end each other at once", async () => {
    const first = organization.administrator;
    const second = await makePerson(organization.id, "administrator");
    const [one, two] = [callerOf(await actorOf(first)), callerOf(await actorOf(second))];
    const codes = await Promise.all([
      codeOf(runOperation(deactivatePerson, one, { id: second.id })),
      codeOf(runOperation(updatePerson, two, { id: first.id, role: "member" })),
    ]);
    expect(codes.sort()).toEqual(["conflict", "done"]);
  });

  test("leaves what the person made to its other owners and the administrators", async () => {
    const person = await makePerson(organization.id);
    const { id } = await makeArtifact(await actorOf(person));
    await runOperation(deactivatePerson, await administrator(), { id: person.id });
    expect(await runOperation(getArtifact, await administrator(), { id })).toMatchObject({
      creator: { id: person.id },
    });
  });
});

describe("guesses", () => {
  test("are counted per account and place; the right password is refused too until the time is up", async () => {
    const person = await makePerson(organization.id);
    await openBrowserSession(person);
    const attempt = (guess: string, address = "198.51.100.1") =>
      codeOf(
        runOperation(signIn, nobody, { email: person.email, password: guess, address, userAgent: "test" }),
      );
    const codes: string[] = [];
    for (let count = 0; count < 11; count += 1) codes.push(await attempt("wrong"));
    expect(codes).toEqual([...Array(10).fill("unauthenticated"), "throttled"]);
    expect(await attempt("correct horse battery")).toBe("throttled");
    expect(await attempt("correct horse battery", "198.51.100.2")).toBe("done");
  });

  test("of the current password are counted as well", async () => {
    const person = await makePerson(organization.id);
    const cookie = await openBrowserSession(person);
    const caller = callerOf(await identifySession(cookie));
    const change = (current: string) =>
      codeOf(
        runOperation(changePassword, caller, { current, next: password, address: "198.51.100.3", cookie }),
      );
    const codes: string[] = [];
    for (let count = 0; count < 11; count += 1) codes.push(await change("wrong"));
    expect(codes.at(-2)).toBe("invalid");
    expect(codes.at(-1)).toBe("throttled");
  });

  test("tell nothing of who has an account", async () => {
    const person = await makePerson(organization.id);
    const answer = async (email: string) =>
      runOperation(signIn, nobody, { ...from, email, password: "wrong" }).catch(
        (error: Error) => error.message,
      );
    expect(await answer(person.email)).toBe(await answer("nobody@example.test"));
  });
});

describe("sessions", () => {
  test("a new password ends all but this one; signing out ends one, everywhere all", async () => {
    const person = await makePerson(organization.id);
    const [here, there] = [await openBrowserSession(person), await openBrowserSession(person)];
    const caller = callerOf(await identifySession(here));
    const next = { current: "correct horse battery", next: password, address: from.address, cookie: here };
    await runOperation(changePassword, caller, next);
    expect([(await identifySession(here))?.userId, await identifySession(there)]).toEqual([person.id, null]);
    const { cookies } = await runOperation(signIn, nobody, { ...from, email: person.email, password });
    const other = cookies.map((one) => one.split(";", 1)[0]).join("; ");
    expect(await runOperation(listSessions, caller, {})).toHaveLength(2);
    await runOperation(signOut, caller, { cookie: other });
    expect([await identifySession(other), (await identifySession(here))?.userId]).toEqual([null, person.id]);
    await runOperation(signOutEverywhere, caller, {});
    expect(await identifySession(here)).toBeNull();
  });
});

describe("tokens", () => {
  test("are shown once, listed without their secret, and end when revoked", async () => {
    const person = await makePerson(organization.id);
    const caller = callerOf(await actorOf(person));
    const { token, secret } = await runOperation(createToken, caller, { name: "CI", readOnly: true });
    expect(secret).toMatch(/^plm_/);
    expect(await identifyToken(secret)).toMatchObject({ userId: person.id, readOnly: true, via: "token" });
    const listed = await runOperation(listTokens, caller, {});
    expect(JSON.stringify(listed)).not.toContain(secret);
    expect(listed[0]).toMatchObject({ id: token.id, name: "CI", prefix: secret.slice(0, 10) });
    const colleague = callerOf(await actorOf(await makePerson(organization.id)));
    expect(await codeOf(runOperation(revokeToken, colleague, { id: token.id }))).toBe("not_found");
    await runOperation(revokeToken, caller, { id: token.id });
    expect(await identifyToken(secret)).toBeNull();
    expect(await codeOf(runOperation(revokeToken, caller, { id: token.id }))).toBe("not_found");
  });

  test("make no tokens, and no password", async () => {
    const token = await identifyToken(await makeToken(organization.administrator.id));
    expect(await codeOf(runOperation(createToken, callerOf(token), { name: "more" }))).toBe("forbidden");
    const change = { current: "x", next: password, address: "", cookie: "" };
    expect(await codeOf(runOperation(changePassword, callerOf(token), change))).toBe("forbidden");
  });
});

describe("groups", () => {
  test("let members see what is shared with the group, from and until they are members", async () => {
    const person = await makePerson(organization.id);
    const { id, repositoryId } = await makeArtifact(await actorOf(organization.administrator));
    const group = await runOperation(createGroup, await administrator(), { name: "team" });
    const roles = [
      { shareRecipientType: "user", id: organization.administrator.id, role: "OWNER" },
      { shareRecipientType: "group", id: group.id, role: "USER" },
    ];
    await runOperation(updateRepositoryRoles, await administrator(), {
      id: repositoryId,
      update: { operation: "updateRoles", roles },
    });
    const look = async () => codeOf(runOperation(getArtifact, callerOf(await actorOf(person)), { id }));
    expect(await look()).toBe("not_found");
    await runOperation(updateGroup, await administrator(), { id: group.id, memberIds: [person.id] });
    expect(await look()).toBe("done");
    await runOperation(updateGroup, await administrator(), { id: group.id, memberIds: [] });
    expect(await look()).toBe("not_found");
  });

  test("that alone own something stay; deleting one meets sharing with it in some order", async () => {
    const { repositoryId } = await makeArtifact(await actorOf(organization.administrator));
    const share = async (groupId: string) => {
      const roles = [{ shareRecipientType: "group", id: groupId, role: "OWNER" }];
      const input = { id: repositoryId, update: { operation: "updateRoles", roles } };
      return codeOf(runOperation(updateRepositoryRoles, await administrator(), input));
    };
    for (let round = 0; round < 5; round += 1) {
      const { id } = await runOperation(createGroup, await administrator(), { name: `team ${round}` });
      const remove = administrator().then((caller) => codeOf(runOperation(deleteGroup, caller, { id })));
      const [shared, removed] = await Promise.all([share(id), remove]);
      expect([
        ["done", "conflict"],
        ["invalid", "done"],
      ]).toContainEqual([shared, removed]);
    }
  });
});

test("an operation that writes without an audit entry is rolled back", async () => {
  const silent = {
    ...createGroup,
    run: (...[context, input, thing]: Parameters<typeof createGroup.run>) =>
      createGroup.run({ ...context, audit: () => undefined }, input, thing),
  };
  const name = `silent ${organization.id}`;
  await expect(runOperation(silent, await administrator(), { name })).rejects.toThrow(
    "without an audit entry",
  );
  expect(await runOperation(createGroup, await administrator(), { name })).toMatchObject({ name });
});
