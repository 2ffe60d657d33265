import type { Locator } from "playwright-core";
import type { Workbench } from "./workbench.ts";

/** Opens the side bar with our views, by its icon at the far left. */
export async function openSideBar({ page }: Workbench): Promise<void> {
  const icon = page.locator(".activitybar").getByRole("tab", { name: "Batch Norm" });
  if ((await icon.getAttribute("aria-selected")) !== "true") await icon.click();
  await page.locator(".sidebar .composite.title", { hasText: "Batch Norm" }).waitFor();
}

/** One of our views, by its title. */
export function view({ page }: Workbench, title: string): Locator {
  return page.locator(".sidebar .pane").filter({ has: page.locator(".pane-header .title", { hasText: title }) });
}

/** The rows of a tree view as a person reads them, white space made plain. */
export async function rows(tree: Locator): Promise<string[]> {
  const texts = await tree.locator(".monaco-list-row").evaluateAll((elements) =>
    elements
      .map((element) => ({ top: element.getBoundingClientRect().top, text: element.textContent }))
      .sort((a, b) => a.top - b.top)
      .map(({ text }) => text),
  );
  return texts.map((text) => text.replaceAll(/\s+/g, " ").trim());
}

/** Chooses a file in the list that is open (samples, or Go to File), and waits for its tab. */
export async function pickFile(workbench: Workbench, name: string): Promise<void> {
  const input = workbench.page.locator(".quick-input-widget:not(.quick-input-widget-closing)");
  await input.locator("input:focus").waitFor();
  await workbench.page.keyboard.type(name);
  await input.locator(".monaco-list-row", { hasText: name }).first().click();
  await workbench.tab(name).first().waitFor();
  await workbench.editor.waitForText();
}
