import { z } from "zod";
import { type ChangePage, changeCursor, changePage, mostChanges } from "#lib/domain/changes";
import { stopChangeFeed, watchOrganization } from "#lib/store/change-feed";
import { listChanges as listStoredChanges } from "#lib/store/changes";
import { signedIn } from "./access";
import { defineOperation } from "./operation";

/** What changed since a cursor, as far as the caller may see it; without a cursor only where to begin. */
export const listChanges = defineOperation({
  name: "changes.list",
  kind: "read",
  input: z.object({ after: changeCursor.optional() }),
  output: changePage,
  access: signedIn,
  run: async (_context, { after }, { actor }): Promise<ChangePage> => {
    const cursor = actor.epoch;
    if (after === undefined || after === cursor) return { cursor, reset: false, changes: [] };
    const missed = BigInt(cursor) - BigInt(after);
    // A cursor from the future is of a database that was put back to a backup.
    if (missed < 0 || missed > mostChanges) return { cursor, reset: true, changes: [] };
    return { cursor, reset: false, changes: await listStoredChanges(actor, after) };
  },
});

/** Says when it is worth to ask again, without saying what for. */
export { stopChangeFeed, watchOrganization };
