import { forbidden } from "next/navigation";
import type { ReactNode } from "react";
import { isAdministrator } from "#lib/domain/actors";
import { getCaller } from "#lib/web/caller";

/** For pages whose data anybody may read, such as the organization's limits. What is done here, operations guard. */
export default async function AdministrationLayout({ children }: { children: ReactNode }) {
  const { actor } = await getCaller();
  if (actor && !isAdministrator(actor)) forbidden();
  return children;
}
