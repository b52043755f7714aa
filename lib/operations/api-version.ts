import { z } from "zod";
import { signedIn } from "./access";
import { defineOperation } from "./operation";

export const apiVersion = z.object({ major: z.int(), minor: z.int(), versionString: z.string() });

/** Which version of the public API is spoken. Only for the signed in: clients ask it to check their token. */
export const getApiVersion = defineOperation({
  name: "version.get",
  kind: "read",
  input: z.object({}),
  output: apiVersion,
  access: signedIn,
  run: async () => ({ major: 2, minor: 0, versionString: "2.0" }),
});
