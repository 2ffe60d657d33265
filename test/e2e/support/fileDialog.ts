import assert from "node:assert/strict";
import { eventually } from "./eventually.ts";
import type { Workbench } from "./workbench.ts";

/**
 * Types a path into the dialog that opens after a command, and confirms it. The dialog first reads its folder, and then puts
 * its own proposal where the path goes: it is ready when it lists what it has read and is no longer busy.
 */
export async function answerFileDialog({ page }: Workbench, path: string): Promise<void> {
  const dialog = page.locator(".quick-input-widget:not(.quick-input-widget-closing)");
  const input = dialog.locator("input[type=text]").first();
  await eventually(async () => {
    assert.match(await input.inputValue({ timeout: 1000 }), /^\//); // not the palette, which closes first
    assert.ok((await dialog.locator(".monaco-list-row").count()) > 0, "the dialog lists its folder");
    assert.equal(await dialog.locator(".monaco-progress-container.active").count(), 0, "the dialog reads no more");
  });
  await input.fill(path);
  await eventually(async () => {
    if (!(await input.isVisible())) return;
    if ((await input.inputValue()) !== path) await input.fill(path);
    await page.keyboard.press("Enter");
    await dialog.waitFor({ state: "hidden", timeout: 3000 });
  });
}
