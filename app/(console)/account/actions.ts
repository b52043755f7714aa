"use server";
import type { ActionResult } from "#lib/domain/errors";
import * as tokens from "#lib/operations/tokens";
import { action } from "#lib/web/action";
import { leaveEverywhere, replacePassword } from "#lib/web/entry";

export const createToken = action(tokens.createToken);
export const revokeToken = action(tokens.revokeToken);

export async function changePassword(input: { current: string; next: string }): Promise<ActionResult<null>> {
  return replacePassword(input);
}

export async function signOutEverywhere(): Promise<ActionResult<never>> {
  return leaveEverywhere();
}
