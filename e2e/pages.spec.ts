import { readdirSync } from "node:fs";
import { join } from "node:path";
import { test as base, expect, findFaults } from "#lib/testing/journeys";
import { makeSite, type Site } from "#lib/testing/site";

/** Every page there is, and where to find an example of it that has something on it. */
const examples: Record<string, (site: Site) => string[]> = {
  "/sign-in": () => ["/sign-in"],
  // The form itself is looked at in the journey of the first run; here nobody may use it any more.
  "/setup/[secret]": () => ["/setup/used-long-ago"],
  "/password/[secret]": ({ passwordLink }) => [`/password/${passwordLink}`, "/password/used-long-ago"],
  "/": () => ["/"],
  "/repositories": () => ["/repositories", "/repositories?search=nothing-like-it"],
  "/repositories/[id]": ({ repository }) => [`/repositories/${repository}`],
  "/repositories/[id]/access": ({ repository }) => [`/repositories/${repository}/access`],
  "/repositories/[id]/activity": ({ repository }) => [`/repositories/${repository}/activity`],
  "/artifacts": () => ["/artifacts"],
  "/artifacts/new": () => ["/artifacts/new", "/artifacts/new?template=agent-with-sidecars"],
  "/artifacts/[id]": ({ draft, locked }) => [
    `/artifacts/${draft}`,
    `/artifacts/${locked}`,
    `/artifacts/${draft}?dialog=lock`,
    "/artifacts/000000000000000000000000",
  ],
  "/artifacts/[id]/access": ({ draft }) => [`/artifacts/${draft}/access`],
  "/artifacts/[id]/activity": ({ draft }) => [`/artifacts/${draft}/activity`],
  "/artifacts/[id]/edit": ({ draft, locked }) => [`/artifacts/${draft}/edit`, `/artifacts/${locked}/edit`],
  "/account": () => ["/account"],
  "/account/tokens": () => ["/account/tokens"],
  "/admin/people": () => ["/admin/people"],
  "/admin/groups": () => ["/admin/groups"],
  "/admin/groups/[id]": ({ group }) => [`/admin/groups/${group}`],
  "/admin/organization": () => ["/admin/organization"],
  "/admin/organizations": () => ["/admin/organizations"],
  "/admin/audit": () => ["/admin/audit"],
};

const entry = /^\/(sign-in|setup|password)/;
const folder = join(import.meta.dirname, "../app");
const routes = readdirSync(folder, { recursive: true, encoding: "utf8" })
  .filter((file) => file.endsWith("page.tsx"))
  .map((file) =>
    `/${file.replace(/(^|\/)page\.tsx$/, "").replace(/\([^/]+\)\/?/g, "")}`.replace(/(.)\/$/, "$1"),
  );

const test = base.extend<object, { site: Site }>({
  site: [async ({ browserName: _ }, use) => use(await makeSite()), { scope: "worker" }],
});

test("every page has its examples", () => {
  expect(Object.keys(examples).sort()).toEqual([...new Set(routes)].sort());
});

const looks = [
  { colorScheme: "light", viewport: { width: 1280, height: 800 } },
  { colorScheme: "dark", viewport: { width: 390, height: 760 } },
] as const;

for (const [route, find] of Object.entries(examples)) {
  for (const look of looks) {
    test(`${route} in ${look.colorScheme}, ${look.viewport.width} wide, has no fault`, async ({
      openPage,
      site,
    }) => {
      const page = await openPage(entry.test(route) ? null : site.visitor, look);
      for (const path of find(site)) {
        await page.goto(path);
        await expect(page.getByRole("heading", { level: 1 })).toHaveCount(1);
        await expect(page.getByText("Loading the editor")).toHaveCount(0);
        expect(await findFaults(page), path).toEqual([]);
      }
    });
  }
}
