import { unstable_rethrow } from "next/navigation";
import type { ActionResult, Problem } from "#lib/domain/errors";

/** Nothing came back from the server. */
export const unanswered: Problem = {
  code: "unavailable",
  title: "The server did not answer",
  detail: "Nothing you typed is lost. Check the connection and try again.",
  issues: [],
  blockers: [],
};

/** The answer of a server action, also when none came: a lost connection must not take the form and its text away. */
export async function send<Data>(action: Promise<ActionResult<Data>>): Promise<ActionResult<Data>> {
  try {
    return await action;
  } catch (error) {
    // An action answers with a redirect by throwing it; that is for the router.
    unstable_rethrow(error);
    return { ok: false, problem: unanswered };
  }
}
