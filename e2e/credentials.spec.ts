import { actorOf } from "#lib/testing/actors";
import { makeArtifact, makeContainer } from "#lib/testing/factories";
import { expect, test } from "#lib/testing/journeys";

const secret = "s3cret-of-the-journey";

test("a credential is stored, named in the editor, replaced and deleted, and never shown", async ({
  organization,
  openPage,
}) => {
  const draft = await makeArtifact(await actorOf(organization.administrator), {
    spec: { containerGroups: [{ containers: [makeContainer({ environmentVars: [{ name: "LEVEL" }] })] }] },
  });
  const page = await openPage(organization.administrator);
  const bodies: Promise<string>[] = [];
  page.on("response", (response) => {
    // A stream of events has no end to wait for.
    const streams = response.headers()["content-type"]?.startsWith("text/event-stream");
    if (!streams && response.url().startsWith(new URL(page.url()).origin))
      bodies.push(response.text().catch(() => ""));
  });
  await page.goto("/credentials");
  await page.getByRole("button", { name: "New credential" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Name", { exact: true }).fill("Model provider");
  await dialog.getByLabel("Type").selectOption("User and password");
  await dialog.getByLabel("User", { exact: true }).fill("ana");
  await dialog.getByLabel("Password", { exact: true }).fill(secret);
  await dialog.getByRole("button", { name: "Store the credential" }).click();
  await expect(page.getByRole("heading", { name: "Model provider", level: 1 })).toBeVisible();
  await expect(page.getByText("No artifact names it.")).toBeVisible();

  await page.goto(`/artifacts/${draft.id}/edit`);
  await page.getByRole("treeitem", { name: /^web primary/ }).click();
  await page.getByRole("combobox", { name: "Source of LEVEL" }).selectOption("credential");
  await page
    .getByRole("combobox", { name: "Credential of LEVEL", exact: true })
    .selectOption("Model provider");
  const key = page.getByRole("combobox", { name: "Key in the credential of LEVEL" });
  await expect(key).toHaveValue("user");
  await key.selectOption("password");
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Save", exact: true }).click();
  await expect(page).toHaveURL(`/artifacts/${draft.id}`);
  const cell = page.getByRole("row", { name: /LEVEL/ });
  await expect(cell).toContainText("credential Model provider · password");
  await cell.getByRole("link", { name: "Model provider" }).click();
  await expect(
    page.getByRole("region", { name: "Named by" }).getByRole("link", { name: draft.name }),
  ).toBeVisible();

  await page.getByRole("button", { name: "Replace values…" }).click();
  await page.getByRole("dialog").getByLabel("Password", { exact: true }).fill(`${secret}-2`);
  await page.getByRole("dialog").getByRole("button", { name: "Replace", exact: true }).click();
  await expect(page.getByText("Model provider has new values")).toBeVisible();
  await page.getByRole("button", { name: "Delete…" }).click();
  const confirm = page.getByRole("alertdialog");
  await expect(confirm).toContainText("These name it and cannot be started any more");
  await expect(confirm).toContainText(draft.name);
  await confirm.getByRole("button", { name: "Delete" }).click();
  await expect(page).toHaveURL("/credentials");
  await expect(page.getByText("No credentials yet")).toBeVisible();
  await page.goto(`/artifacts/${draft.id}`);
  await expect(page.getByRole("row", { name: /LEVEL/ })).toContainText(/credential [0-9a-f]{24} · password/);
  expect((await Promise.all(bodies)).filter((body) => body.includes(secret))).toEqual([]);
});

test("a bundle is added, offered to clients, and retired", async ({ organization, openPage }) => {
  const page = await openPage(organization.administrator);
  await page.goto("/admin/bundles");
  await expect(page.getByRole("row", { name: /cpu\.small/ })).toContainText("1 GiB");
  await page.getByRole("button", { name: "New bundle" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Id", { exact: true }).fill("gpu.l4.small");
  await dialog.getByLabel("Name", { exact: true }).fill("One L4");
  await dialog.getByLabel("Processors").fill("4");
  await dialog.getByLabel("Memory").fill("much");
  await dialog.getByLabel("GPUs", { exact: true }).fill("1");
  await dialog.getByLabel("Maker of the GPUs").fill("nvidia");
  await dialog.getByRole("button", { name: "Add the bundle" }).click();
  await expect(dialog.getByText("A number of bytes, or a size such as")).toBeVisible();
  await dialog.getByLabel("Memory").fill("16 GiB");
  await dialog.getByRole("button", { name: "Add the bundle" }).click();
  const row = page.getByRole("row", { name: /gpu\.l4\.small/ });
  await expect(row).toContainText("1 × nvidia");
  const headers = { authorization: `Bearer ${organization.administrator.token}` };
  const listed = async () => (await page.request.get("/api/v2/mlops/compute/bundles/", { headers })).text();
  expect(await listed()).toContain(
    '{"id":"gpu.l4.small","name":"One L4","cpuCount":4,"memoryBytes":17179869184,"gpuCount":1,"gpuMaker":"nvidia","gpuTypeLabel":null}',
  );
  await row.getByRole("button", { name: "Change… gpu.l4.small" }).click();
  await page.getByRole("dialog").getByLabel("Description").fill("in rack 2");
  await page.getByRole("dialog").getByRole("button", { name: "Change", exact: true }).click();
  await expect(row).toContainText("in rack 2");
  await row.getByRole("button", { name: "Retire… gpu.l4.small" }).click();
  await page.getByRole("alertdialog").getByRole("button", { name: "Retire" }).click();
  // Behind an open dialog the row is hidden, not gone.
  await expect(page.getByRole("alertdialog")).toHaveCount(0);
  await expect(row).toHaveCount(0);
  expect(await listed()).not.toContain("gpu.l4.small");
});
