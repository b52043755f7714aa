"use client";
import { QueryClientProvider } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { getQueryClient } from "#lib/client/query-client";

/**
 * Around what asks the server by queries. All share one cache, so it stands at each of them and not around every page:
 * its script (12 kB) comes with the first that needs it.
 */
export function Queries({ children }: { children: ReactNode }) {
  const [client] = useState(getQueryClient);
  return <QueryClientProvider client={client}>{children}</QueryClientProvider>;
}
