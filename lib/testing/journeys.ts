import { AxeBuilder } from "@axe-core/playwright";
import {
  type BrowserContextOptions,
  test as base,
  expect,
  type Locator,
  type Page,
  type Request as SentRequest,
} from "@playwright/test";
import { makeOrganization, openBrowserSession, type TestOrganization, type TestPerson } from "./actors";
import { readCookies } from "./browser-cookies";

interface Fixtures {
  /** An organization of its own for each test, with an administrator. */
  organization: TestOrganization;
  /** A page of a browser in which the person is signed in; without a person, in which nobody is. */
  openPage: (person: TestPerson | null, options?: BrowserContextOptions) => Promise<Page>;
}

export const test = base.extend<Fixtures>({
  organization: async ({ browserName: _ }, use) => use(await makeOrganization()),

  openPage: async ({ browser, baseURL }, use) => {
    const complaints: string[] = [];
    const pages: Page[] = [];
    await use(async (person, options = {}) => {
      const context = await browser.newContext(options);
      if (person) await context.addCookies(readCookies(await openBrowserSession(person), baseURL));
      const page = await context.newPage();
      pages.push(page);
      page.on("pageerror", (error) => complaints.push(`${page.url()}: ${error}`));
      page.on("console", (message) => {
        // To the browser a refused page is a failed load; whether refusing was right is for the test to say.
        if (message.type() === "error" && !message.text().startsWith("Failed to load resource"))
          complaints.push(`${page.url()}: ${message.text()}`);
      });
      return page;
    });
    for (const page of pages) await page.context().close();
    expect(complaints, "errors in the browser's console").toEqual([]);
  },
});

export { expect };

/** Puts a text in place of the editor's, as a paste does. */
export async function pasteDocument(editor: Locator, text: string): Promise<void> {
  await editor.click();
  // A plain field until its editor is loaded, and there only a person can paste.
  await expect(editor).toHaveAttribute("contenteditable", "true");
  await editor.press("ControlOrMeta+a");
  await editor.evaluate((element, pasted) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData("text/plain", pasted);
    element.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
  }, text);
}

/** What a page may not have in any theme: anything axe finds, or a scroll bar at its foot. */
export async function findFaults(page: Page): Promise<string[]> {
  // What is still fading in has the colours of neither end.
  await page.evaluate(async () => {
    const ending = document
      .getAnimations()
      .filter(({ effect }) => Number.isFinite(effect?.getComputedTiming().endTime));
    await Promise.allSettled(ending.map(({ finished }) => finished));
  });
  // It is streamed after what it names, and gone for a moment while the page is read again: axe would not wait for it.
  await expect(page).toHaveTitle(/Plimsoll/);
  const { violations } = await new AxeBuilder({ page }).disableRules("document-title").analyze();
  const wide = await page.evaluate(() => {
    const { scrollWidth, clientWidth } = document.documentElement;
    return scrollWidth > clientWidth;
  });
  return [
    ...violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`)),
    ...(wide ? ["scrolls sideways"] : []),
  ];
}

/** The server action that `work` makes the page send; it is held back, so that somebody else can send it. */
export async function captureAction(page: Page, work: () => Promise<unknown>): Promise<SentRequest> {
  const isAction = (request: SentRequest) => request.headers()["next-action"] !== undefined;
  // Not the request's start: unrouted that early, it would be let through.
  const aborted = page.waitForEvent("requestfailed", { predicate: isAction });
  await page.route(
    () => true,
    (route) => (isAction(route.request()) ? route.abort() : route.continue()),
  );
  await work();
  const request = await aborted;
  await page.unrouteAll({ behavior: "wait" });
  return request;
}

/** Sends a captured server action again with the cookies of another page; the text of the answer. */
export async function replayAction(page: Page, action: SentRequest): Promise<string> {
  const { cookie: _, ...headers } = await action.allHeaders();
  const own = Object.fromEntries(Object.entries(headers).filter(([name]) => !name.startsWith(":")));
  const answer = await page.request.fetch(action.url(), {
    method: "POST",
    headers: own,
    data: action.postDataBuffer() ?? "",
  });
  return answer.text();
}
