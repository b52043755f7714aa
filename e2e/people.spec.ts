import { makePerson } from "#lib/testing/actors";
import { expect, test } from "#lib/testing/journeys";

test("an administrator adds a person, who chooses a password with the link, once", async ({
  organization,
  openPage,
}) => {
  const page = await openPage(organization.administrator);
  await page.goto("/admin/people");
  await page.getByRole("button", { name: "Add person" }).click();
  await page.getByLabel("Name", { exact: true }).fill("Grace Hopper");
  await page.getByLabel("E-mail", { exact: true }).fill(organization.administrator.email);
  await page.getByRole("button", { name: "Add and make the link" }).click();
  await expect(page.getByText("Somebody has this address already")).toBeVisible();
  await expect(page.getByLabel("Name", { exact: true })).toHaveValue("Grace Hopper");

  await page.getByLabel("E-mail", { exact: true }).fill(`grace.${organization.id}@example.test`);
  await page.getByRole("button", { name: "Add and make the link" }).click();
  const dialog = page.getByRole("dialog", { name: "Grace Hopper is added" });
  const link = (await dialog.getByText(/\/password\//).textContent()) ?? "";
  await dialog.getByRole("button", { name: "Done" }).click();
  await expect(page.getByRole("row", { name: /Grace Hopper/ })).toContainText("no password yet");

  const invited = await openPage(null);
  const answer = await invited.goto(link);
  expect(answer?.headers()["referrer-policy"]).toBe("no-referrer");
  expect(answer?.headers()["cache-control"]).toContain("no-store");
  await expect(invited.getByRole("heading", { name: "Welcome, Grace Hopper" })).toBeVisible();
  await invited.getByLabel("New password", { exact: true }).fill("too short");
  await expect(invited.getByText("At least 12 characters, 3 to go")).toBeVisible();
  await invited.getByLabel("New password", { exact: true }).fill("nanoseconds of wire");
  await invited.getByRole("button", { name: "Save and sign in" }).click();
  await expect(invited).toHaveURL("/repositories");

  const late = await openPage(null);
  expect((await late.goto(link))?.status()).toBe(404);
  await expect(late.getByRole("heading", { name: "This link does not work any more" })).toBeVisible();
});

test("roles change and people come back, and the last administrator stays", async ({
  organization,
  openPage,
}) => {
  const person = await makePerson(organization.id);
  const page = await openPage(organization.administrator);
  await page.goto(`/admin/people?search=${person.email}`);
  const row = page.getByRole("row", { name: new RegExp(person.email) });
  const choose = async (item: string, confirm: string) => {
    await row.getByRole("button", { name: /Actions for/ }).click();
    await page.getByRole("menuitem", { name: item }).click();
    await page.getByRole("alertdialog").getByRole("button", { name: confirm }).click();
  };
  await choose("Make an administrator…", "Make an administrator");
  await expect(row).toContainText("Administrator");
  await choose("Make a member…", "Make a member");
  await expect(row).toContainText("Member");
  await choose("Deactivate…", "Deactivate");
  await expect(row).toContainText("deactivated");
  await choose("Reactivate…", "Reactivate");
  await expect(row).not.toContainText("deactivated");

  await page.goto(`/admin/people?search=${organization.administrator.email}`);
  const own = page.getByRole("row", { name: new RegExp(organization.administrator.email) });
  await own.getByRole("button", { name: /Actions for/ }).click();
  await page.getByRole("menuitem", { name: "Deactivate…" }).click();
  const dialog = page.getByRole("alertdialog");
  await dialog.getByRole("button", { name: "Deactivate" }).click();
  await expect(dialog.getByRole("alert")).toContainText("is the last administrator of this organization");
});

test("a group takes many people at once, and names the address nobody has", async ({
  organization,
  openPage,
}) => {
  const people = await Promise.all([1, 2, 3].map(() => makePerson(organization.id)));
  const page = await openPage(organization.administrator);
  await page.goto("/admin/groups");
  await page.getByRole("button", { name: "New group" }).click();
  await page.getByLabel("Name", { exact: true }).fill("Underwriters");
  await page.getByRole("button", { name: "Make the group" }).click();
  await expect(page.getByRole("heading", { name: "Underwriters" })).toBeVisible();

  const addresses = page.getByLabel("E-mail addresses");
  const pasted = [...people.map(({ email }) => email), "nobody@example.test"];
  await addresses.fill(pasted.join(", "));
  await page.getByRole("button", { name: "Add to the group" }).click();
  await expect(page.getByText("Nobody here has the address nobody@example.test")).toBeVisible();
  await expect(addresses).toHaveValue(pasted.join(", "));

  await addresses.fill(people.map(({ email }) => email).join("\n"));
  await page.getByRole("button", { name: "Add to the group" }).click();
  await expect(page.getByText("3 people")).toBeVisible();
  await page
    .getByRole("button", { name: /^Remove…/ })
    .first()
    .click();
  await page.getByRole("alertdialog").getByRole("button", { name: "Remove" }).click();
  await expect(page.getByText("2 people")).toBeVisible();

  await page.getByRole("button", { name: "Rename…" }).click();
  await page.getByLabel("Name", { exact: true }).fill("Reviewers");
  await page.getByRole("button", { name: "Rename", exact: true }).click();
  await expect(page.getByRole("heading", { name: "Reviewers" })).toBeVisible();
  await page.getByRole("button", { name: "Delete…" }).click();
  await page.getByRole("alertdialog").getByRole("button", { name: "Delete" }).click();
  await expect(page).toHaveURL("/admin/groups");
  await expect(page.getByText("No groups yet")).toBeVisible();
});
