"use server";
import type { ActionResult } from "#lib/domain/errors";
import { choosePasswordAndEnter, enter, leave, setUpAndEnter } from "#lib/web/entry";

export async function signIn(input: {
  email: string;
  password: string;
  next: string;
}): Promise<ActionResult<never>> {
  return enter(input, input.next);
}

export async function signOut(): Promise<never> {
  return leave();
}

export async function setUp(input: {
  secret: string;
  organization: string;
  name: string;
  email: string;
  password: string;
}): Promise<ActionResult<never>> {
  return setUpAndEnter(input);
}

export async function choosePassword(input: {
  secret: string;
  password: string;
}): Promise<ActionResult<never>> {
  return choosePasswordAndEnter(input);
}
