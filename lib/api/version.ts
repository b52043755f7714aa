import { apiVersion, getApiVersion } from "#lib/operations/api-version";
import { defineRoute } from "./route";

export const versionRoutes = [
  defineRoute({
    tag: "Account",
    errors: "message",
    method: "GET",
    path: "/version",
    summary: "The version of this API; clients ask it to find out whether their token is good",
    bare: true,
    operation: getApiVersion,
    input: () => ({}),
    success: { status: 200, schema: apiVersion.meta({ id: "Version" }) },
    refusals: [],
    render: (version) => ({ text: JSON.stringify(version) }),
  }),
];
