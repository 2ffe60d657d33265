import assert from "node:assert/strict";
import { eventually } from "./eventually.ts";
import type { Workbench } from "./workbench.ts";

/** Types a path into the dialog that opens after a command, and confirms it. */
export async function answerFileDialog({ page }: Workbench, path: string): Promise<void> {
  const input = page.locator(".quick-input-widget:visible input[type=text]").first();
  // Not into the palette, which closes first; and the dialog puts its own proposal there, more than once.
  await eventually(async () => {
    assert.match(await input.inputValue(), /^\//);
    await input.fill(path);
    await page.waitForTimeout(500);
    assert.equal(await input.inputValue(), path);
  });
  await page.keyboard.press("Enter");
}
