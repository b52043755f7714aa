import { actorOf, type TestOrganization } from "#lib/testing/actors";
import { makeArtifact, makeContainer } from "#lib/testing/factories";
import { expect, findFaults, test } from "#lib/testing/journeys";

const levels = Array.from({ length: 12 }, (_, index) => ({ name: `LEVEL_${index}`, value: String(index) }));
const liveness = { path: "/livez", failureThreshold: 3 };
const collector = { name: "collector", imageUri: "registry.example/otel:1" };
const key = (value: string) => ({ name: "OPENAI_API_KEY", value });

function specOf(...containers: object[]) {
  return { containerGroups: [{ containers }] };
}

/** Twelve variables reordered, a credential changed, an argument more, a probe loosened, a sidecar renamed. */
async function makePair(organization: TestOrganization) {
  const actor = await actorOf(organization.administrator);
  const agent = { name: "agent", entrypoint: ["serve", "--port", "8080"], livenessProbe: liveness };
  const before = await makeArtifact(actor, {
    name: "claims-agent",
    spec: specOf(makeContainer({ ...agent, environmentVars: [...levels, key("hunter2")] }), collector),
  });
  const after = await makeArtifact(actor, {
    name: "claims-next",
    artifactRepositoryId: before.repositoryId,
    spec: specOf(
      { ...collector, name: "otel-collector" },
      makeContainer({
        ...agent,
        entrypoint: ["serve", "--quiet", "--port", "8080"],
        livenessProbe: { ...liveness, failureThreshold: 10 },
        environmentVars: [...levels.toReversed(), key("hunter3")],
      }),
    ),
  });
  return { before, after, actor };
}

test("from the repository's tab to what differs, said in words, tables and Markdown", async ({
  organization,
  openPage,
}) => {
  const { before } = await makePair(organization);
  const page = await openPage(organization.administrator, {
    permissions: ["clipboard-read", "clipboard-write"],
  });
  await page.goto(`/repositories/${before.repositoryId}`);
  await page.getByRole("link", { name: "Compare", exact: true }).click();
  await expect(page.getByRole("checkbox", { checked: true })).toHaveCount(2);
  await page.getByRole("link", { name: "Compare 2" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Compare" })).toBeVisible();
  await expect(
    page.getByText(
      "5 changes in 2 containers and the artifact itself. 12 variables and 2 containers were reordered, which changes nothing.",
    ),
  ).toBeVisible();
  await expect(page.getByRole("table", { name: "agent: 3 changes" })).toMatchAriaSnapshot(`
    - 'table "agent: 3 changes"':
      - rowgroup:
        - row:
          - columnheader "agent"
          - columnheader "claims-agent draft (base)"
          - columnheader "claims-next draft"
          - columnheader "Risk"
      - rowgroup:
        - row:
          - rowheader "entrypoint":
            - link "entrypoint"
          - cell "serve --port 8080"
          - cell /serve --quiet --port 8080/
          - cell "entrypoint"
        - row:
          - rowheader "environment OPENAI_API_KEY"
          - cell "••••••••"
          - cell "•••••••• changed"
          - cell "credential"
        - row:
          - rowheader "livenessProbe.failureThreshold"
          - cell "3"
          - cell "10"
          - cell "probe loosened"
  `);
  await expect(page.getByRole("table", { name: "otel-collector, was collector: 1 change" })).toBeVisible();
  expect(await page.content()).not.toContain("hunter");

  await page.getByRole("button", { name: "Copy as Markdown" }).click();
  await expect(page.getByText("Copied as Markdown")).toBeVisible();
  const copied = await page.evaluate(() => navigator.clipboard.readText());
  expect(copied).toContain("### agent");
  expect(copied).toContain("| livenessProbe.failureThreshold | `3` | `10` | probe loosened |");
  expect(copied).not.toContain("hunter");
});

test("from change to change by keyboard, each with a URL of its own", async ({ organization, openPage }) => {
  const { before, after } = await makePair(organization);
  const page = await openPage(organization.administrator, {
    permissions: ["clipboard-read", "clipboard-write"],
  });
  const path = `/compare?ids=${before.id}&ids=${after.id}`;
  await page.goto(path);
  const change = (name: string) =>
    page.getByRole("table", { name: /agent|collector/ }).getByRole("link", { name, exact: true });
  await expect(page.getByRole("button", { name: "Copy as Markdown" })).toBeVisible();
  await expect(async () => {
    await page.keyboard.press("Home");
    await page.keyboard.press("j");
    await expect(change("entrypoint")).toBeFocused({ timeout: 500 });
  }).toPass();
  await page.keyboard.press("ArrowDown");
  await expect(change("environment OPENAI_API_KEY")).toBeFocused();
  await page.keyboard.press("j");
  await expect(change("livenessProbe.failureThreshold")).toBeFocused();
  await page.keyboard.press("k");
  await page.keyboard.press("End");
  await expect(change("name")).toBeFocused();
  await page.keyboard.press("ArrowUp");
  await expect(change("livenessProbe.failureThreshold")).toHaveAttribute("aria-current", "true");
  await expect(page).toHaveURL(/#default\/agent\/livenessProbe\/failureThreshold$/);

  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  const copied = await page.evaluate(() => navigator.clipboard.readText());
  expect(copied).toMatch(/#default\/agent\/livenessProbe\/failureThreshold$/);
  await page.goto("/account");
  await page.goto(copied);
  await expect(change("livenessProbe.failureThreshold")).toHaveAttribute("aria-current", "true");
});

test("a third artifact is found and added, made the base and left out again; everything or only differences", async ({
  organization,
  openPage,
}) => {
  const { before, after, actor } = await makePair(organization);
  const third = await makeArtifact(actor, { name: "another-service" });
  const page = await openPage(organization.administrator);
  await page.goto(`/compare?ids=${before.id}&ids=${after.id}`);
  await page.getByRole("button", { name: "add, up to 12" }).click();
  await page.getByRole("combobox").fill("another");
  await page.getByRole("option", { name: /another-service/ }).click();
  await expect(page).toHaveURL(new RegExp(`ids=${third.id}$`));
  await expect(page.getByRole("columnheader", { name: "another-service draft" }).first()).toBeVisible();

  await page.getByRole("button", { name: /another-service draft/ }).click();
  await page.getByRole("menuitem", { name: "Make it the base" }).click();
  await expect(page.getByRole("button", { name: /another-service draft base/ })).toBeVisible();
  await page.getByRole("button", { name: /another-service draft base/ }).click();
  await page.getByRole("menuitem", { name: "Leave out" }).click();
  await expect(page.getByText("5 changes in 2 containers and the artifact itself.")).toBeVisible();

  await expect(page.getByRole("rowheader", { name: "environment LEVEL_3" })).toHaveCount(0);
  await page.getByRole("link", { name: "Everything that is set" }).click();
  await expect(page.getByRole("rowheader", { name: "environment LEVEL_3" })).toBeVisible();
  await expect(page).toHaveURL(/all=true/);
});

test("equal contents are said to be equal; the artifact's key leads to a comparison", async ({
  organization,
  openPage,
}) => {
  const actor = await actorOf(organization.administrator);
  const one = await makeArtifact(actor, { name: "one" });
  const page = await openPage(organization.administrator);
  await page.goto(`/artifacts/${one.id}`);
  await expect(page.getByRole("button", { name: "Compare…" })).toBeVisible();
  await expect(async () => {
    await page.keyboard.press("c");
    await expect(page.getByText("With which other artifact?")).toBeVisible({ timeout: 1000 });
  }).toPass();
  await page.goto(`/compare?ids=${one.id}&ids=${one.id}`);
  await expect(page.getByText("Equal in everything that people write")).toBeVisible();
});

for (const look of [
  { colorScheme: "light", viewport: { width: 1280, height: 800 } },
  { colorScheme: "dark", viewport: { width: 390, height: 760 } },
] as const) {
  test(`no fault in ${look.colorScheme}, ${look.viewport.width} wide`, async ({ organization, openPage }) => {
    const { before, after } = await makePair(organization);
    const page = await openPage(organization.administrator, look);
    for (const more of ["", "&all=true", `&ids=${before.id}`]) {
      await page.goto(`/compare?ids=${before.id}&ids=${after.id}${more}#default/agent/entrypoint`);
      await expect(page.getByRole("link", { name: "entrypoint", exact: true })).toHaveAttribute(
        "aria-current",
        "true",
      );
      expect(await findFaults(page)).toEqual([]);
    }
    await page.getByRole("button", { name: /base/ }).click();
    await expect(page.getByRole("menuitem", { name: "Leave out" })).toBeVisible();
    expect(await findFaults(page)).toEqual([]);
  });
}
