import { makePerson, openBrowserSession } from "#lib/testing/actors";
import { expect, test } from "#lib/testing/journeys";

const password = "correct horse battery";

test("a person signs in with a password and is where they wanted to go, then signs out", async ({
  organization,
  openPage,
}) => {
  const { administrator } = organization;
  await openBrowserSession(administrator);
  const page = await openPage(null);
  await page.goto("/admin/people?search=ada");
  await expect(page).toHaveURL("/sign-in?next=%2Fadmin%2Fpeople%3Fsearch%3Dada");

  await page.getByLabel("E-mail").fill(administrator.email.toUpperCase());
  await page.getByLabel("Password", { exact: true }).fill(password);
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page).toHaveURL("/admin/people?search=ada");

  await page.getByRole("button", { name: "Account of" }).click();
  await page.getByRole("menuitem", { name: "Sign out" }).click();
  await expect(page).toHaveURL("/sign-in");
  await page.goto("/account");
  await expect(page).toHaveURL("/sign-in?next=%2Faccount");
});

test("a wrong password and an unknown address get the same answer, and guessing is slowed down", async ({
  organization,
  openPage,
}) => {
  const { email } = organization.administrator;
  await openBrowserSession(organization.administrator);
  const page = await openPage(null);
  await page.goto("/sign-in");
  const alert = page.getByRole("main").getByRole("alert");
  const tryToSignIn = async (address: string, guess: string) => {
    await page.getByLabel("E-mail").fill(address);
    await page.getByLabel("Password", { exact: true }).fill(guess);
    const answered = page.waitForResponse((response) => response.request().method() === "POST");
    await page.getByRole("button", { name: "Sign in" }).click();
    await answered;
  };
  await tryToSignIn("nobody@example.test", password);
  await expect(alert).toHaveText("Wrong e-mail address or password");
  await tryToSignIn(email, "a wrong password");
  await expect(alert).toHaveText("Wrong e-mail address or password");
  await expect(page.getByLabel("E-mail")).toHaveValue(email);

  for (let guess = 2; guess <= 11; guess += 1) await tryToSignIn(email, `guess ${guess}`);
  await expect(alert).toHaveText(/Too many attempts. Try again in \d+ min/);
  await tryToSignIn(email, password);
  await expect(alert).toHaveText(/Too many attempts/);
});

test("a crafted link does not lead away after signing in", async ({ organization, openPage, baseURL }) => {
  await openBrowserSession(organization.administrator);
  const page = await openPage(null);
  await page.goto("/sign-in?next=//evil.example/%2F");
  await page.getByLabel("E-mail").fill(organization.administrator.email);
  await page.getByLabel("Password", { exact: true }).fill(password);
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page).toHaveURL(`${baseURL}/repositories`);
});

test("changing the password ends the other sessions and keeps this one", async ({
  organization,
  openPage,
}) => {
  const person = await makePerson(organization.id);
  const elsewhere = await openPage(person);
  const page = await openPage(person);
  await page.goto("/account");
  await expect(page.getByRole("row")).toHaveCount(3);
  await page.getByLabel("Password now", { exact: true }).fill("not my password");
  await page.getByLabel("New password", { exact: true }).fill("a new password of mine");
  await page.getByRole("button", { name: "Change password" }).click();
  await expect(page.getByText("Is not your password")).toBeVisible();
  await expect(page.getByLabel("New password", { exact: true })).toHaveValue("a new password of mine");

  await page.getByLabel("Password now", { exact: true }).fill(password);
  await page.getByRole("button", { name: "Change password" }).click();
  await expect(page.getByText("Password changed")).toBeVisible();
  await expect(page.getByRole("row")).toHaveCount(2);
  await elsewhere.goto("/account");
  await expect(elsewhere).toHaveURL(/\/sign-in/);
});

test("signing out everywhere ends every session", async ({ organization, openPage }) => {
  const elsewhere = await openPage(organization.administrator);
  const page = await openPage(organization.administrator);
  await page.goto("/account");
  await page.getByRole("button", { name: "Sign out everywhere…" }).click();
  await page.getByRole("button", { name: "Sign out everywhere", exact: true }).click();
  await expect(page).toHaveURL("/sign-in");
  await elsewhere.goto("/repositories");
  await expect(elsewhere).toHaveURL(/\/sign-in/);
});
