import type { Frame, Locator, Page } from "playwright-core";

/** A page of ours inside a webview. Locators reach into the components' shadow roots by themselves. */
export type PanelFrame = Frame & { readonly __page?: never };

/**
 * The frame of a webview panel, found by the script that it runs: an iframe in an iframe, both made anew whenever the
 * panel is shown again, so it is looked up each time.
 * @param name the page's folder under webview/, such as "report"
 * @throws when there is none after `timeoutMs`
 */
export async function panelFrame(page: Page, name: string, timeoutMs = 45_000): Promise<PanelFrame> {
  const end = Date.now() + timeoutMs;
  while (Date.now() < end) {
    for (const frame of page.frames()) if (await runs(frame, name)) return frame;
    await page.waitForTimeout(100);
  }
  throw new Error(`no webview with the page ${name} was shown within ${timeoutMs / 1000} s`);
}

/** Whether a frame is the visible one that runs the page's script. */
async function runs(frame: Frame, name: string): Promise<boolean> {
  try {
    if ((await frame.locator(`script[src*="/${name}.js"]`).count()) === 0) return false;
    const element = await frame.frameElement();
    return await element.isVisible();
  } catch {
    // It was replaced while we looked.
    return false;
  }
}

/** The text of a part of the page, white space made plain. */
export async function plainText(locator: Locator): Promise<string> {
  return (await locator.innerText()).replaceAll(/\s+/g, " ").trim();
}
