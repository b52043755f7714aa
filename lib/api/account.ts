import { z } from "zod";
import { getOrganization } from "#lib/operations/organizations";
import { defineRoute } from "./route";

/** Who the caller is, with the limits that hold for them; 0 is unlimited (contract 1.3). */
const accountInfo = z
  .strictObject({
    uid: z.string(),
    username: z.string(),
    email: z.string(),
    firstName: z.string(),
    lastName: z.string(),
    orgId: z.string(),
    tenantId: z.string().nullable(),
    limits: z.strictObject({ maxConcurrentWorkloads: z.int(), maxWorkloadReplicas: z.int() }),
  })
  .meta({ id: "AccountInfo" });

export const accountRoutes = [
  defineRoute({
    tag: "Account",
    errors: "message",
    method: "GET",
    path: "/account/info",
    summary: "Who the token belongs to, and their limits",
    operation: getOrganization,
    input: () => ({}),
    success: { status: 200, schema: accountInfo },
    refusals: [],
    render: ({ id, maxConcurrentWorkloads, maxWorkloadReplicas }, { actor }) => {
      const [firstName = "", ...others] = actor.name.split(" ");
      const info: z.input<typeof accountInfo> = {
        uid: actor.userId,
        username: actor.email,
        email: actor.email,
        firstName,
        lastName: others.join(" "),
        orgId: id,
        tenantId: null,
        limits: { maxConcurrentWorkloads, maxWorkloadReplicas },
      };
      return { text: JSON.stringify(info) };
    },
  }),
];
