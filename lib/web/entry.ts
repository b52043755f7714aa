import "server-only";
import { headers } from "next/headers";
import { redirect } from "next/navigation";
import type { z } from "zod";
import type { ActionResult } from "#lib/domain/errors";
import { ownPath } from "#lib/domain/own-path";
import { choosePassword, setUp } from "#lib/operations/links";
import { changePassword, signIn, signOut, signOutEverywhere } from "#lib/operations/sessions";
import { perform } from "./action";
import { getClientAddress } from "./caller";
import { sendCookies } from "./session-cookies";

/** Signs in and goes on to a page of ours; a refusal is the form's answer. */
export async function enter(
  { email, password }: { email: string; password: string },
  next: string,
): Promise<ActionResult<never>> {
  const address = await getClientAddress();
  const userAgent = (await headers()).get("user-agent") ?? "";
  const opened = await perform(signIn, { email, password, address, userAgent });
  if (!opened.ok) return opened;
  await sendCookies(opened.data.cookies);
  redirect(ownPath(next));
}

/** Makes the first organization and administrator, who then is signed in. */
export async function setUpAndEnter(input: z.input<typeof setUp.input>): Promise<ActionResult<never>> {
  const made = await perform(setUp, input);
  return made.ok ? enter({ ...made.data, password: input.password }, "/repositories") : made;
}

/** Uses a one-time link to choose a password, and signs in with it. */
export async function choosePasswordAndEnter(
  input: z.input<typeof choosePassword.input>,
): Promise<ActionResult<never>> {
  const chosen = await perform(choosePassword, input);
  return chosen.ok ? enter({ ...chosen.data, password: input.password }, "/repositories") : chosen;
}

/** Ends this session. One that had ended already is no problem: afterwards nobody is signed in either way. */
export async function leave(): Promise<never> {
  const closed = await perform(signOut, { cookie: await getCookieHeader() });
  if (closed.ok) await sendCookies(closed.data.cookies);
  redirect("/sign-in");
}

export async function leaveEverywhere(): Promise<ActionResult<never>> {
  const ended = await perform(signOutEverywhere, {});
  if (!ended.ok) return ended;
  redirect("/sign-in");
}

export async function replacePassword(input: { current: string; next: string }): Promise<ActionResult<null>> {
  const { current, next } = input;
  const [address, cookie] = await Promise.all([getClientAddress(), getCookieHeader()]);
  return perform(changePassword, { current, next, address, cookie });
}

/** The session's own proof, for operations that keep or end it. */
export async function getCookieHeader(): Promise<string> {
  return (await headers()).get("cookie") ?? "";
}
