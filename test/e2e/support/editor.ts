import assert from "node:assert/strict";
import type { Locator, Page } from "playwright-core";
import { eventually } from "./eventually.ts";

/** The text editor that has the focus, by its keys. Lines and columns count from 1, as VS Code shows them. */
export class Editor {
  readonly #page: Page;

  constructor(page: Page) {
    this.#page = page;
  }

  /** Waits until an editor shows text. */
  async waitForText(): Promise<void> {
    await this.#active.locator(".view-line").first().waitFor();
  }

  /** Puts the focus into the editor, its cursor where it was. */
  async focus(): Promise<void> {
    await this.#page.keyboard.press("ControlOrMeta+1");
  }

  /** Puts the cursor at a place, by "Go to Line/Column…". */
  async setCursor(line: number, column = 1): Promise<void> {
    // One that was just answered may still be on its way out.
    const widget = this.#page.locator(".quick-input-widget:not(.quick-input-widget-closing)");
    await this.#page.keyboard.press("Control+G");
    await widget.locator("input:focus").waitFor();
    await this.#page.keyboard.type(`${line}:${column}`);
    await this.#page.keyboard.press("Enter");
    await widget.waitFor({ state: "hidden" });
    await eventually(async () => {
      assert.match(await this.position(), new RegExp(`^Ln ${line},`));
    });
  }

  /** Selects from one place to another, by the selection anchor's keys. */
  async select(fromLine: number, fromColumn: number, toLine: number, toColumn: number): Promise<void> {
    await this.setCursor(fromLine, fromColumn);
    await this.#page.keyboard.press("ControlOrMeta+K");
    await this.#page.keyboard.press("ControlOrMeta+B");
    await this.setCursor(toLine, toColumn);
    await this.#page.keyboard.press("ControlOrMeta+K");
    await this.#page.keyboard.press("ControlOrMeta+K");
  }

  /** Selects whole lines, the last one's end included. */
  async selectLines(first: number, last: number): Promise<void> {
    await this.setCursor(first);
    await this.#page.keyboard.press("Shift+End");
    for (let line = first; line < last; line++) await this.#page.keyboard.press("Shift+ArrowDown");
    await this.#page.keyboard.press("Shift+End");
  }

  async selectAll(): Promise<void> {
    await this.#page.keyboard.press("ControlOrMeta+A");
  }

  /** Types at the cursor, key by key. */
  async typeText(text: string): Promise<void> {
    await this.#page.keyboard.type(text);
  }

  /** The lines that are on screen. */
  async visibleText(): Promise<string> {
    const lines = await this.#active.locator(".view-line").evaluateAll((elements) =>
      elements
        .map((element) => ({ top: element.getBoundingClientRect().top, text: element.textContent }))
        .sort((a, b) => a.top - b.top)
        .map((line) => line.text.replaceAll("\u00a0", " ")),
    );
    return lines.join("\n");
  }

  /** What the status bar says of cursor and selection: "Ln 2, Col 1 (1340 selected)". */
  async position(): Promise<string> {
    return this.#page.locator("#status\\.editor\\.selection").innerText();
  }

  get #active(): Locator {
    return this.#page.locator(".editor-group-container.active .editor-instance .monaco-editor").first();
  }
}
