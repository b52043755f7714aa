import fc from "fast-check";
import { beforeAll, expect, test } from "vitest";
import { convertDocument, readDocument, writeDocument } from "#lib/client/spec-document";
import { artifactInput } from "#lib/domain/artifacts";
import { makeOrganization } from "#lib/testing/actors";
import { arbitraryDocument } from "#lib/testing/arbitrary-spec";
import { artifactIn, serveApi } from "#lib/testing/server";

const numRuns = 1000;
const patience = 240_000;

const api = serveApi();
let token: string;
beforeAll(async () => {
  // Loosened security is an administrator's to ask for, and is among the random documents.
  token = (await makeOrganization()).administrator.token;
});

test("go from YAML to JSON to REST to YAML without a difference", { timeout: patience }, async () => {
  await fc.assert(
    fc.asyncProperty(arbitraryDocument, async (document) => {
      const raw = convertDocument(writeDocument(document, "yaml"), "yaml", "json") ?? "";
      const headers = { "content-type": "application/json" };
      const created = artifactIn(await api.call("POST", "/api/v2/artifacts", { token, raw, headers }));
      const got = artifactIn(await api.call("GET", `/api/v2/artifacts/${created.id}`, { token }));
      expect(got).toEqual(created);
      const { name, description, type, spec } = got;
      const read = readDocument(writeDocument({ name, description, type, spec }, "yaml"), "yaml").value;
      const { status: _draft, ...meant } = artifactInput.parse(document);
      expect(read).toEqual(meant);
    }),
    { numRuns },
  );
});
