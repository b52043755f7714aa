import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Locator, Page } from "@playwright/test";
import { stringify } from "yaml";
import { z } from "zod";
import { findArtifactIssues } from "#lib/domain/artifacts";
import { parsePath } from "#lib/domain/errors";
import type { FieldHint } from "#lib/domain/field-hints";
import { artifactFields } from "#lib/domain/spec-fields";
import { expect, findFaults, pasteDocument, test } from "#lib/testing/journeys";

const { cases } = z
  .object({
    cases: z.array(z.object({ mistake: z.string(), path: z.string(), containers: z.array(z.unknown()) })),
  })
  .parse(
    JSON.parse(readFileSync(join(import.meta.dirname, "../lib/testing/samples/specs/invalid.json"), "utf8")),
  );

const web = { name: "web", imageUri: "r/web:1", primary: true, port: 8000 };
const probe = {
  path: "/",
  port: 8000,
  scheme: "HTTP",
  host: "app.local",
  httpHeaders: { Accept: "text/plain" },
};

function documentOf(...containers: unknown[]) {
  return { name: "claims", spec: { containerGroups: [{ name: "default", containers }] } };
}

async function openEditor(page: Page, document: unknown): Promise<{ form: Locator; yaml: Locator }> {
  await page.goto("/artifacts/new?template=empty");
  const yaml = page.getByRole("textbox", { name: "New artifact" });
  await pasteDocument(yaml, stringify(document, { aliasDuplicateObjects: false }));
  await page.getByRole("treeitem", { name: /^web/ }).first().click();
  return { form: page.getByRole("form", { name: "Form" }), yaml };
}

const codeRef = { datarobot: { catalogId: "1", catalogVersionId: "2" } };

/** Holds everything a specification can say, with each form of what has several. */
const everything = {
  name: "everything",
  description: "All of it",
  type: "nim",
  status: "draft",
  artifactRepositoryId: "68e1000000000000000000aa",
  spec: {
    storage: { mode: "nimCache", pvcSize: "1Gi" },
    templateId: "x",
    a2aEnabled: true,
    containerGroups: [
      {
        name: "default",
        containers: [
          {
            ...web,
            description: "Answers",
            entrypoint: ["run"],
            environmentVars: [
              { name: "A", value: "1" },
              { source: "dr-credential", name: "B", drCredentialId: "1", key: "k" },
              { source: "api-key", name: "C" },
            ],
            startupProbe: probe,
            readinessProbe: probe,
            livenessProbe: probe,
            securityContext: {
              capabilities: { drop: ["ALL"], add: [] },
              seccompProfile: { type: "Localhost", localhostProfile: "p" },
            },
            routes: [{ path: "/", auth: "required" }],
            imageBuildConfig: {
              codeRef,
              dockerfile: { source: "provided", path: "./Dockerfile" },
            },
          },
        ],
      },
      {
        name: "second",
        containers: [
          {
            ...web,
            imageBuildConfig: {
              codeRef,
              dockerfile: {
                source: "generated",
                executionEnvironmentId: "1",
                executionEnvironmentVersionId: "2",
                entrypoint: ["run"],
              },
            },
          },
        ],
      },
    ],
  },
};

/** The paths, without indexes, of all fields that a person edits. */
function listFields(fields: Readonly<Record<string, FieldHint>>, above: string[] = []): string[] {
  return Object.entries(fields).flatMap(([name, { widget, fields: inner }]) => {
    const path = [...above, name];
    if (widget === "none") return [];
    return inner ? listFields(inner, path) : [path.join(".")];
  });
}

test("every field of the field table has a named control in the form", async ({ organization, openPage }) => {
  const page = await openPage(organization.administrator);
  const { form } = await openEditor(page, everything);
  const found = new Set<string>();
  for (const part of await page.getByRole("treeitem").all()) {
    await part.click();
    for (const control of await form.locator("[data-path]").all()) {
      await expect(control).toHaveAccessibleName(/\S/);
      const path = parsePath((await control.getAttribute("data-path")) ?? "");
      found.add(path.filter((key) => typeof key === "string").join("."));
    }
  }
  const within = [...found];
  const missing = listFields(artifactFields).filter(
    (path) => !within.some((one) => one === path || one.startsWith(`${path}.`)),
  );
  expect(missing).toEqual([]);
});

test("each mistake of the samples is said at its field", async ({ organization, openPage }) => {
  const page = await openPage(organization.administrator);
  const { yaml } = await openEditor(page, documentOf(web));
  const problems = page.getByRole("region", { name: "Problems" }).getByRole("listitem");
  for (const { mistake, path, containers } of cases) {
    await test.step(mistake, async () => {
      const document = documentOf(...containers);
      const message = findArtifactIssues(document).find((one) => one.path === path)?.message ?? "an issue";
      // Two mistakes may be said in the same words: the one before has to be gone first.
      await pasteDocument(yaml, stringify(documentOf(web)));
      await expect(page.getByRole("region", { name: "Problems" }).getByRole("status")).not.toContainText(
        "error",
      );
      await pasteDocument(yaml, stringify(document));
      await problems.filter({ hasText: message }).first().getByRole("button").click();
      const focused = page.locator(":focus");
      await expect(focused).toHaveAttribute("data-path", path);
      await expect(focused).toHaveAccessibleDescription(new RegExp(escapeText(message)));
    });
  }
});

function escapeText(text: string): string {
  return text.replaceAll(/[.*+?^${}()|[\]\\]/g, "\\$&");
}

test("what is typed wrong is written as typed, said at the field, and mended there", async ({
  organization,
  openPage,
}) => {
  const page = await openPage(organization.administrator);
  const { form, yaml } = await openEditor(page, documentOf(web));
  const port = form.getByRole("textbox", { name: "Port", exact: true });
  for (const [typed, message] of [
    ["80", "Must be between 1024 and 65535"],
    ["65536", "Must be between 1024 and 65535"],
    ["80a", "A port is a whole number"],
    ["", "The primary container needs the port"],
  ] as const) {
    await port.fill(typed);
    await expect(port).toHaveAccessibleDescription(new RegExp(message));
    await expect(yaml).toContainText(typed === "" ? "primary: true" : `port: ${typed}`);
  }
  await port.fill("09000");
  await expect(port).toHaveValue("09000");
  await expect(yaml).toContainText("port: 9000");
  await expect(port).not.toHaveAttribute("aria-invalid");

  const name = form.getByRole("textbox", { name: "Name", exact: true });
  for (const [typed, message] of [
    ["Web", "Must start with a lower-case letter"],
    ["1web", "Must start with a lower-case letter"],
    ["web-", "Must end with a letter or digit"],
  ] as const) {
    await name.fill(typed);
    await expect(name).toHaveAccessibleDescription(new RegExp(message));
  }
});

test("a readiness probe is one click, or one key, beside its values", async ({ organization, openPage }) => {
  const page = await openPage(organization.administrator);
  let clicks = 0;
  let keys = 0;
  const { form, yaml } = await openEditor(page, documentOf(web));
  const path = form.getByRole("textbox", { name: "Path" });
  const clicked = form.getByRole("button", { name: "Add readiness probe" });
  await clicked.click();
  clicks += 1;
  await expect(path).toBeFocused();
  await expect(path).toHaveValue("/readyz");
  await expect(yaml).toContainText("readinessProbe:");
  expect(clicks).toBeLessThanOrEqual(3);

  await form.getByRole("button", { name: "Remove readiness probe" }).click();
  await expect(clicked).toBeVisible();
  await page.getByRole("heading", { level: 1 }).click();
  for (const key of ["r", "ControlOrMeta+a"]) {
    await page.keyboard.press(key);
    keys += 1;
    await expect(path).toBeFocused();
  }
  await page.keyboard.type("/ready");
  await expect(yaml).toContainText("path: /ready");
  expect(keys).toBeLessThanOrEqual(12);
  await expect(form.getByRole("img", { name: /First ready after 30 s at the earliest/ })).toBeVisible();
});

test("probes say in words what their numbers come to", async ({ organization, openPage }) => {
  const page = await openPage(organization.administrator);
  const quick = { path: "/", port: 8000, initialDelaySeconds: 5, periodSeconds: 5, timeoutSeconds: 5 };
  const { form } = await openEditor(
    page,
    documentOf({
      ...web,
      startupProbe: { ...quick, initialDelaySeconds: 0, failureThreshold: 30 },
      readinessProbe: quick,
      livenessProbe: { ...quick, timeoutSeconds: 6 },
    }),
  );
  for (const name of [
    "Started after 0 s at the earliest, ended after 2.4 min without success",
    "First ready after 5 s at the earliest, taken out after 20 s without answers",
    /^Ended after 15 s at the earliest, and 23 s after it stopped answering at the latest/,
    /^Started after 0 s .*First ready after 5 s .*Ended after 15 s/,
  ]) {
    await expect(form.getByRole("img", { name, exact: true })).toBeVisible();
  }
  const timeout = form.getByRole("textbox", { name: "Timeout, s" }).last();
  await expect(timeout).toHaveAccessibleDescription(/longer than the period/);
});

test("a pasted .env adds and changes many variables in one step", async ({ organization, openPage }) => {
  const page = await openPage(organization.administrator);
  const variables = [{ name: "LOG_LEVEL", value: "info" }];
  const { form, yaml } = await openEditor(page, documentOf({ ...web, environmentVars: variables }));
  const another = form.getByRole("textbox", { name: "Name of another variable" });
  await another.focus();
  await pasteInto(another, "LOG_LEVEL=debug\nexport REGION='eu west'\nnonsense\n");
  await expect(form.getByRole("status")).toContainText("1 added, 1 changed. Line 3, nonsense");
  await expect(form.getByRole("textbox", { name: "Value of REGION" })).toHaveValue("eu west");
  await expect(form.getByRole("textbox", { name: "Value of LOG_LEVEL" })).toHaveValue("debug");
  await expect(yaml).toContainText("REGION");

  await page.getByRole("button", { name: /^Undo/ }).click();
  await expect(yaml).not.toContainText("REGION");
  await expect(form.getByRole("textbox", { name: "Value of LOG_LEVEL" })).toHaveValue("info");
});

async function pasteInto(field: Locator, text: string): Promise<void> {
  await field.evaluate((element, pasted) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData("text/plain", pasted);
    element.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
  }, text);
}

test("variables are written, moved and made references from the keyboard", async ({
  organization,
  openPage,
}) => {
  const page = await openPage(organization.administrator);
  const { form, yaml } = await openEditor(page, documentOf(web));
  await form.getByRole("textbox", { name: "Name of another variable" }).focus();
  for (const text of ["FIRST", "Tab", "1", "Enter", "DB_PASSWORD", "Tab", "hunter2"]) {
    if (text === "Tab" || text === "Enter") await page.keyboard.press(text);
    else await page.keyboard.type(text);
  }
  await expect(form.getByRole("textbox", { name: "Value of DB_PASSWORD" })).toHaveAccessibleDescription(
    /looks like a credential/,
  );
  await page.keyboard.press("Alt+ArrowUp");
  await expect(form.getByRole("listitem").first().getByRole("textbox").first()).toHaveValue("DB_PASSWORD");
  await form.getByRole("button", { name: "Make it a credential reference" }).click();
  await expect(yaml).toContainText("source: dr-credential");
  await expect(yaml).not.toContainText("hunter2");
  await form.getByRole("textbox", { name: "Name of FIRST" }).fill("DB_PASSWORD");
  await expect(form.getByText("There is another variable of this name")).toBeVisible();
});

test("a command is typed as in a shell", async ({ organization, openPage }) => {
  const page = await openPage(organization.administrator);
  const { form, yaml } = await openEditor(page, documentOf(web));
  const entrypoint = form.getByRole("textbox", { name: "Entrypoint" });
  await entrypoint.fill(`sh -c "echo 'a b'`);
  await expect(entrypoint).toHaveAccessibleDescription(/This " is not closed/);
  await entrypoint.pressSequentially(`"`);
  await expect(entrypoint).toHaveValue(`sh -c "echo 'a b'"`);
  await expect(entrypoint).toHaveAccessibleDescription(/3 arguments/);
  await expect(form.getByRole("list", { name: "Arguments" })).toContainText("echo 'a b'");
  await expect(yaml).toContainText("echo 'a b'");
  await page.getByRole("button", { name: /^Undo/ }).click();
  await expect(entrypoint).toHaveValue("");
});

test("security is tightened in one step", async ({ organization, openPage }) => {
  const page = await openPage(organization.administrator);
  const { form, yaml } = await openEditor(page, documentOf(web));
  await form.getByRole("button", { name: "Tighten all" }).click();
  await expect(yaml).toContainText("readOnlyRootFilesystem: true");
  await expect(form.getByRole("textbox", { name: "Drop" })).toHaveValue("ALL");
  await form.getByRole("radiogroup", { name: "Privilege escalation" }).getByText("not given").click();
  await expect(yaml).not.toContainText("allowPrivilegeEscalation");
  await page.getByRole("button", { name: /^Undo/ }).click();
  await page.getByRole("button", { name: /^Undo/ }).click();
  await expect(yaml).not.toContainText("securityContext");
});

for (const look of [
  { colorScheme: "light", viewport: { width: 1440, height: 900 } },
  { colorScheme: "dark", viewport: { width: 390, height: 800 } },
] as const) {
  test(`a full form has no fault, ${look.colorScheme}, ${look.viewport.width} px`, async ({
    organization,
    openPage,
  }) => {
    const page = await openPage(organization.administrator, look);
    await openEditor(page, everything);
    for (const part of ["everything", "default", "web primary"]) {
      await page.getByRole("treeitem", { name: part }).first().click();
      expect(await findFaults(page), part).toEqual([]);
    }
  });
}
