import assert from "node:assert/strict";
import type { Locator, Page } from "playwright-core";
import { eventually } from "./eventually.ts";

/** The toasts at the lower right. */
export class Notifications {
  readonly #page: Page;

  constructor(page: Page) {
    this.#page = page;
  }

  /** Their texts, newest first. */
  texts(): Promise<string[]> {
    return this.#toasts.locator(".notification-list-item-message").allInnerTexts();
  }

  /** Waits for one that contains a text. */
  async waitFor(text: string | RegExp): Promise<Locator> {
    const toast = this.#toasts.filter({ hasText: text }).first();
    await toast.waitFor();
    return toast;
  }

  /** Clicks an action of the one that contains a text. */
  async choose(text: string | RegExp, action: string): Promise<void> {
    const toast = await this.waitFor(text);
    await toast.getByRole("button", { name: action, exact: true }).click();
  }

  /** Dismisses them all. One may go by itself meanwhile. */
  async clear(): Promise<void> {
    const close = this.#toasts.locator(".codicon-notifications-clear");
    await eventually(async () => {
      if ((await close.count()) > 0) await close.first().dispatchEvent("click", {}, { timeout: 1000 });
      assert.equal(await this.#toasts.count(), 0, "notifications that are still shown");
    });
  }

  get #toasts(): Locator {
    return this.#page.locator(".notifications-toasts .notification-list-item");
  }
}
