import { RateLimiterPostgres, RateLimiterRes } from "rate-limiter-flexible";
import { AppError } from "#lib/domain/errors";
import { side } from "./database";

// The library would tell a pool by the name of its class, which bundling changes.
const table = { storeClient: side.pool, storeType: "pool", tableName: "rate_limit", tableCreated: true };
const quarterHour = 15 * 60;

/** What is asked of registries for one person. */
const imageQuestions = new RateLimiterPostgres({
  ...table,
  keyPrefix: "image-questions",
  points: 300,
  duration: 60,
});

/** Guesses at one account from one place, at one account from anywhere, and from one place at any account. */
const limiters = {
  accountAndPlace: new RateLimiterPostgres({
    ...table,
    keyPrefix: "signin-both",
    points: 10,
    duration: quarterHour,
  }),
  account: new RateLimiterPostgres({
    ...table,
    keyPrefix: "signin-account",
    points: 100,
    duration: quarterHour,
  }),
  place: new RateLimiterPostgres({ ...table, keyPrefix: "signin-place", points: 200, duration: quarterHour }),
};

/** Counts an attempt before it is judged; throws `throttled` with the seconds to wait. */
export async function countSignInAttempt(email: string, address: string): Promise<void> {
  const keys = { accountAndPlace: `${email}|${address}`, account: email, place: address };
  try {
    await Promise.all([
      limiters.accountAndPlace.consume(keys.accountAndPlace),
      limiters.account.consume(keys.account),
      limiters.place.consume(keys.place),
    ]);
  } catch (refused) {
    throw translateRefusal(refused, "Too many attempts");
  }
}

function translateRefusal(refused: unknown, what: string): unknown {
  if (!(refused instanceof RateLimiterRes)) return refused;
  const retryAfter = Math.ceil(refused.msBeforeNext / 1000);
  const minutes = Math.ceil(retryAfter / 60);
  return new AppError("throttled", `${what}. Try again in ${minutes} min.`, { retryAfter });
}

/** Counts what a person has registries asked; throws `throttled` like the above. */
export async function countImageQuestions(userId: string, count: number): Promise<void> {
  try {
    await imageQuestions.consume(userId, Math.min(count, imageQuestions.points));
  } catch (refused) {
    throw translateRefusal(refused, "Too many questions about images");
  }
}

/** A right password ends the count for this account from this place. */
export async function forgetSignInAttempts(email: string, address: string): Promise<void> {
  await limiters.accountAndPlace.delete(`${email}|${address}`);
}
