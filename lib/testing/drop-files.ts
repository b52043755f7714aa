import type { Page } from "@playwright/test";

/** Drops files on the source tab, as a browser hands over a folder. */
export async function dropFiles(page: Page, files: Record<string, string>): Promise<void> {
  const data = await page.evaluateHandle((contents) => {
    const transfer = new DataTransfer();
    for (const [name, content] of Object.entries(contents)) transfer.items.add(new File([content], name));
    return transfer;
  }, files);
  await page.getByRole("region", { name: "Drop source here" }).dispatchEvent("drop", { dataTransfer: data });
}
