import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { parse } from "yaml";
import { makeOrganization, type TestOrganization } from "#lib/testing/actors";
import { artifactIn, startApi, type TestApi } from "#lib/testing/server";

let api: TestApi;
let organization: TestOrganization;
beforeAll(async () => {
  [api, organization] = await Promise.all([startApi(), makeOrganization()]);
});
afterAll(() => api.close());

const samples = join(import.meta.dirname, "../testing/samples/specs");
const documents = readdirSync(samples).filter((name) => name !== "invalid.json");

test.each(documents)("%s is accepted, comes back equal and survives GET → PATCH unchanged", async (name) => {
  const { token } = organization.administrator;
  const document = parse(readFileSync(join(samples, name), "utf8"));
  const created = artifactIn(await api.call("POST", "/api/v2/artifacts/", { token, body: document }));
  expect(created).toMatchObject(document);
  const got = artifactIn(await api.call("GET", `/api/v2/artifacts/${created.id}`, { token }));
  expect(got).toEqual(created);
  const patched = artifactIn(
    await api.call("PATCH", `/api/v2/artifacts/${created.id}/`, { token, body: { spec: got.spec } }),
  );
  expect(patched).toEqual(created);
  const whole = artifactIn(await api.call("PUT", `/api/v2/artifacts/${created.id}/`, { token, body: got }));
  expect(whole).toEqual(created);
});
