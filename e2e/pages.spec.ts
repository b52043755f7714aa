import { readdirSync } from "node:fs";
import { join } from "node:path";
import { test as base, expect, findFaults } from "#lib/testing/journeys";
import { pageExamples as examples } from "#lib/testing/page-examples";
import { makeSite, type Site } from "#lib/testing/site";

const folder = join(import.meta.dirname, "../app");
const routes = readdirSync(folder, { recursive: true, encoding: "utf8" })
  .filter((file) => file.endsWith("page.tsx"))
  .map((file) =>
    `/${file.replace(/(^|\/)page\.tsx$/, "").replace(/\([^/]+\)\/?/g, "")}`.replace(/(.)\/$/, "$1"),
  );

const test = base.extend<object, { site: Site }>({
  site: [async ({ browserName: _ }, use) => use(await makeSite()), { scope: "worker" }],
});

test("every page has its examples, and every example its part", () => {
  expect(Object.keys(examples).sort()).toEqual([...new Set(routes)].sort());
  for (const route of routes)
    expect(
      parts.filter(({ of }) => of.test(route)),
      route,
    ).toHaveLength(1);
});

const looks = [
  { colorScheme: "light", viewport: { width: 1280, height: 800 } },
  { colorScheme: "dark", viewport: { width: 390, height: 760 } },
] as const;

/** Pages of one browser each: it keeps scripts and session from one to the next. */
const parts = [
  { name: "before signing in", signedIn: false, of: /^\/(sign-in|setup|password)/ },
  { name: "repositories", signedIn: true, of: /^\/(repositories.*)?$/ },
  { name: "artifacts", signedIn: true, of: /^\/(artifacts|compare)/ },
  { name: "workloads", signedIn: true, of: /^\/workloads/ },
  { name: "account and administration", signedIn: true, of: /^\/(account|admin|credentials)/ },
];

for (const { name, signedIn, of } of parts) {
  for (const look of looks) {
    const { colorScheme, viewport } = look;
    test(`${name}: no fault in ${colorScheme}, ${viewport.width} wide`, async ({ openPage, site }) => {
      const page = await openPage(signedIn ? site.visitor : null, look);
      const paths = Object.entries(examples).flatMap(([route, find]) => (of.test(route) ? find(site) : []));
      for (const path of paths) {
        await page.goto(path);
        // Behind a dialog there is no heading for whoever cannot see it.
        const [role, level] = path.includes("dialog=")
          ? (["dialog", {}] as const)
          : (["heading", { level: 1 }] as const);
        await expect(page.getByRole(role, level)).toHaveCount(1);
        await expect(page.getByText("Loading the editor")).toHaveCount(0);
        expect(await findFaults(page), path).toEqual([]);
      }
    });
  }
}
