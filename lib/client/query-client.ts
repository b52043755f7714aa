import { QueryClient } from "@tanstack/react-query";
import { errorTable, toProblem } from "#lib/domain/errors";
import { receiveNews } from "./live-link";

/** What was read a moment ago is shown at once; what is older is shown too, and read again behind it. */
const freshMs = 10_000;
const mostRetries = 2;

function makeQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: freshMs,
        // A refusal stays one. Only what may pass by itself is asked for again.
        retry: (failures, error) => failures < mostRetries && errorTable[toProblem(error).code].retry,
      },
    },
  });
}

let shared: QueryClient | undefined;

/** One for the whole tab. On the server each rendering has its own, so that nobody is shown another's answers. */
export function getQueryClient(): QueryClient {
  if (typeof window === "undefined") return makeQueryClient();
  if (!shared) {
    const client = makeQueryClient();
    // What is shown is read again behind what it shows; the rest when it is next wanted.
    receiveNews(() => void client.invalidateQueries());
    shared = client;
  }
  return shared;
}
