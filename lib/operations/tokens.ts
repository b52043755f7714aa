import { z } from "zod";
import { AppError, notFound } from "#lib/domain/errors";
import { tokenInput, tokenPrefix, tokenRecord } from "#lib/domain/tokens";
import { hashSecret, makeSecret } from "#lib/store/secrets";
import {
  findToken,
  insertToken,
  listTokens as listStoredTokens,
  revokeToken as revokeStoredToken,
} from "#lib/store/tokens";
import { signedIn, signedInPerson } from "./access";
import { defineOperation } from "./operation";

const dayMs = 24 * 60 * 60 * 1000;

export const listTokens = defineOperation({
  name: "tokens.list",
  kind: "read",
  input: z.object({}),
  output: z.array(tokenRecord),
  access: signedIn,
  run: ({ db }, _input, { actor }) => listStoredTokens(db, actor.userId),
});

/** Makes a token. Its secret is in this answer and nowhere else, ever. */
export const createToken = defineOperation({
  name: "tokens.create",
  kind: "write",
  input: tokenInput,
  output: z.object({ token: tokenRecord, secret: z.string() }),
  access: signedInPerson,
  run: async ({ db, now, audit }, { name, readOnly, expiresInDays }, { actor }) => {
    const secret = makeSecret(tokenPrefix);
    const expiresAt = expiresInDays === null ? null : new Date(now.getTime() + expiresInDays * dayMs);
    const prefix = secret.slice(0, tokenPrefix.length + 6);
    const id = await insertToken(db, {
      userId: actor.userId,
      name,
      readOnly,
      expiresAt,
      hash: hashSecret(secret),
      prefix,
    });
    const token = await findToken(db, actor.userId, id);
    if (!token) throw new AppError("internal", "The token just made is not there");
    const changes = [
      { path: "readOnly", after: readOnly },
      { path: "expiresAt", after: expiresAt?.toISOString() ?? null },
    ];
    audit({ verb: "token.create", objectType: "token", objectId: id, objectName: name, changes });
    return { token, secret };
  },
});

export const revokeToken = defineOperation({
  name: "tokens.revoke",
  kind: "write",
  input: z.object({ id: z.string() }),
  output: z.null(),
  access: async (context, { id }) => {
    const { actor } = await signedIn(context);
    const token = await findToken(context.db, actor.userId, id);
    if (!token) throw notFound("Token");
    return { token };
  },
  run: async ({ db, now, audit }, _input, { token }) => {
    await revokeStoredToken(db, token.id, now);
    audit({ verb: "token.revoke", objectType: "token", objectId: token.id, objectName: token.name });
    return null;
  },
});
