import { z } from "zod";
import { issueVisit } from "#lib/store/visits";
import { signedInPerson, workloadWith } from "./access";
import { type AccessContext, defineOperation } from "./operation";

const mayInvoke = workloadWith("invoke");

/** Not with a token: a visit is good for more than a token for looking is. */
async function mayVisit(context: AccessContext, input: { id: string }) {
  await signedInPerson(context);
  return mayInvoke(context, input);
}

/** A ticket with which a browser opens a workload once, within half a minute; `visitUrl` makes the address of it. */
export const openInBrowser = defineOperation({
  name: "workloads.openInBrowser",
  kind: "read",
  input: z.object({ id: z.string() }),
  output: z.object({ ticket: z.string() }),
  access: mayVisit,
  run: async ({ now }, _input, { actor, workload }) => {
    const visitor = { workloadId: workload.id, userId: actor.userId };
    return { ticket: issueVisit("ticket", visitor, now.getTime()) };
  },
});

/** With what the server sends a request to a workload for the person; good for half a minute, and never leaves it. */
export const openForTrial = defineOperation({
  name: "workloads.openForTrial",
  kind: "read",
  input: z.object({ id: z.string() }),
  output: z.object({ credential: z.string() }),
  access: mayVisit,
  run: async ({ now }, _input, { actor, workload }) => {
    const visitor = { workloadId: workload.id, userId: actor.userId };
    return { credential: issueVisit("trial", visitor, now.getTime()) };
  },
});
