import { z } from "zod";
import { AppError, invalid } from "#lib/domain/errors";
import { newPassword } from "#lib/domain/people";
import {
  deleteSessions,
  findPasswordHash,
  findPersonByEmail,
  listSessions as listStoredSessions,
  savePasswordHash,
  sessionRecord,
} from "#lib/store/people";
import { closeSession, findSession, hashPassword, openSession, verifyPassword } from "#lib/store/sessions";
import { countSignInAttempt, forgetSignInAttempts } from "#lib/store/throttle";
import { anyone, signedIn, signedInPerson } from "./access";
import { defineOperation } from "./operation";

/** A request's `cookie` header, carried as an input because it names the session to keep or end. */
const cookie = z.string();
/** `set-cookie` headers for the edge to send. */
const cookies = z.object({ cookies: z.array(z.string()) });

/** Signs in; the answer's `set-cookie` headers carry the session. Guesses are counted before they are judged. */
export const signIn = defineOperation({
  name: "sessions.signIn",
  kind: "write",
  input: z.object({
    email: z.string().trim().toLowerCase().min(1, "Your e-mail address").max(254),
    password: z.string().min(1, "Your password").max(128),
    address: z.string(),
    userAgent: z.string(),
  }),
  output: cookies,
  access: anyone,
  run: async ({ db, audit }, { email, password, address, userAgent }) => {
    await countSignInAttempt(email, address);
    const person = await findPersonByEmail(db, email);
    const opened = person?.deactivatedAt
      ? await refuseSlowly(password)
      : await openSession(email, password, { address, userAgent });
    if (!opened || !person) throw new AppError("unauthenticated", "Wrong e-mail address or password");
    await forgetSignInAttempts(email, address);
    const by = { organizationId: person.organizationId, userId: person.id, name: person.name };
    audit({ verb: "person.signIn", objectType: "person", objectId: person.id, objectName: person.email, by });
    return { cookies: opened };
  },
});

/** Takes as long as judging a password, so that the time of a refusal does not tell that there is such a person. */
async function refuseSlowly(password: string): Promise<null> {
  await hashPassword(password);
  return null;
}

export const signOut = defineOperation({
  name: "sessions.signOut",
  kind: "write",
  input: z.object({ cookie }),
  output: cookies,
  access: signedInPerson,
  run: async ({ audit }, { cookie: sent }, { actor }) => {
    audit({ verb: "person.signOut", objectType: "person", objectId: actor.userId, objectName: actor.email });
    return { cookies: await closeSession(sent) };
  },
});

/** The caller's open sessions; `current` is the one whose cookie was sent along. */
export const listSessions = defineOperation({
  name: "sessions.list",
  kind: "read",
  input: z.object({ cookie: cookie.default("") }),
  output: z.array(sessionRecord.extend({ current: z.boolean() })),
  access: signedIn,
  run: async ({ db }, { cookie: sent }, { actor }) => {
    const [sessions, own] = await Promise.all([listStoredSessions(db, actor.userId), findSession(sent)]);
    return sessions.map((session) => ({ ...session, current: session.id === own?.id }));
  },
});

/** Ends every session of the caller, this one too. */
export const signOutEverywhere = defineOperation({
  name: "sessions.signOutEverywhere",
  kind: "write",
  input: z.object({}),
  output: z.null(),
  access: signedInPerson,
  run: async ({ db, audit }, _input, { actor }) => {
    const ended = await deleteSessions(db, actor.userId);
    const changes = [{ path: "sessions", before: ended, after: 0 }];
    audit({
      verb: "person.signOutEverywhere",
      objectType: "person",
      objectId: actor.userId,
      objectName: actor.email,
      changes,
    });
    return null;
  },
});

/** Changes the caller's password and ends all sessions but this one. */
export const changePassword = defineOperation({
  name: "sessions.changePassword",
  kind: "write",
  input: z.object({ current: z.string().max(128), next: newPassword, address: z.string(), cookie }),
  output: z.null(),
  access: signedInPerson,
  run: async ({ db, audit }, { current, next, address, cookie: sent }, { actor }) => {
    await countSignInAttempt(actor.email, address);
    const hash = await findPasswordHash(db, actor.userId);
    if (hash === null || !(await verifyPassword({ hash, password: current }))) {
      throw invalid([{ path: "current", message: "Is not your password", code: "wrong_password" }]);
    }
    await savePasswordHash(db, actor.userId, await hashPassword(next));
    const session = await findSession(sent);
    await deleteSessions(db, actor.userId, session?.token);
    audit({
      verb: "person.changePassword",
      objectType: "person",
      objectId: actor.userId,
      objectName: actor.email,
    });
    return null;
  },
});
