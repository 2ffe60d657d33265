import { cpSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { BrowserContext, Locator, Page, Request } from "playwright-core";
import type { VscodeServer } from "../../../scripts/vscode-server/server.ts";
import { logFile, root, temporaryFolder } from "../../../scripts/paths.ts";
import { bugMark } from "../../../src/shared/messages/failure.ts";
import { Editor } from "./editor.ts";
import { environment } from "./environment.ts";
import { Notifications } from "./notifications.ts";
import { panelFrame, type PanelFrame } from "./panelFrame.ts";

/** The four kinds of themes that VS Code has: the setting's value, and the class of a window that wears it. */
export const themes = {
  dark: { setting: "Default Dark Modern", className: "vs-dark" },
  light: { setting: "Default Light Modern", className: "vs" },
  highContrast: { setting: "Default High Contrast", className: "hc-black" },
  highContrastLight: { setting: "Default High Contrast Light", className: "hc-light" },
} as const;

export interface WorkbenchOptions {
  /** A folder of the project, copied so that a test may change it; samples/ if not given, empty if null. */
  readonly folder?: string | null;
  /** More files: path in the folder → text. */
  readonly files?: Readonly<Record<string, string>>;
  /** Workspace settings. */
  readonly settings?: Readonly<Record<string, unknown>>;
  readonly viewport?: { readonly width: number; readonly height: number };
  readonly theme?: keyof typeof themes;
  /** How long to wait for anything, where a busy machine is no error; Playwright's 30 s, and 45 s for the window, if not given. */
  readonly patienceMs?: number;
  /** A server of its own; the one that all tests share if not given. */
  readonly server?: VscodeServer;
  /** Display language of extensions. VS Code's own texts stay English, as no language pack is there. */
  readonly language?: string;
}

/** What the consoles of all windows said of bugs of ours. */
export const internalFailuresSeen: string[] = [];

/** The windows that are open now: hooks take their pictures and close them. */
export const openWorkbenches = new Set<Workbench>();

/**
 * Opens a window of VS Code in a browser profile of its own, with a copy of a folder, and waits until it can be used.
 * @example const workbench = await openWorkbench({ files: { "a.csv": "x\n1\n2\n" }, theme: "light" });
 */
export async function openWorkbench(options: WorkbenchOptions = {}): Promise<Workbench> {
  const { server: shared } = environment();
  const server = options.server ?? shared;
  const folder = workspaceCopy(options);
  const isOwn = server !== shared || options.language !== undefined || options.patienceMs !== undefined;
  const context = isOwn ? await ownContext(options) : await pooledContext();
  const page = await context.newPage();
  await page.setViewportSize(options.viewport ?? { width: 1440, height: 900 });
  if (!isOwn) await forget(page, server.origin);
  const workbench = new Workbench(page, folder, async () => {
    await (isOwn ? context.close() : page.close());
    if (!isOwn) idleContexts.push(context);
  });
  openWorkbenches.add(workbench);
  await workbench.page.goto(server.windowUrl(folder));
  await workbench.ready(options.patienceMs);
  await workbench.page.locator(`.monaco-workbench.${themes[options.theme ?? "dark"].className}`).waitFor();
  return workbench;
}

/**
 * Browser profiles whose window was closed. VS Code's own files are in their cache, so that the next window opens in half
 * the time; what the last one stored is deleted.
 */
const idleContexts: BrowserContext[] = [];

const permissions = ["clipboard-read", "clipboard-write"];

async function pooledContext(): Promise<BrowserContext> {
  return idleContexts.pop() ?? (await environment().browser.newContext({ permissions }));
}

async function ownContext({ language, patienceMs }: WorkbenchOptions): Promise<BrowserContext> {
  const context = await environment().browser.newContext({ permissions });
  if (language !== undefined) await context.addInitScript(setLanguage, language);
  if (patienceMs !== undefined) context.setDefaultTimeout(patienceMs);
  return context;
}

/** Deletes what windows before have stored: layout, open editors, settings of the profile. */
async function forget(page: Page, origin: string): Promise<void> {
  const session = await page.context().newCDPSession(page);
  await session.send("Storage.clearDataForOrigin", { origin, storageTypes: "indexeddb,local_storage,cookies" });
  await session.detach();
}

/** A window of VS Code, used as a person does: by palette, keys and mouse. */
export class Workbench {
  readonly page: Page;
  /** The folder that is open, on disk. */
  readonly folder: string;
  readonly editor: Editor;
  readonly notifications: Notifications;
  /** Every request that left a frame of ours for another machine; a data:, blob: or localhost one does not. */
  readonly foreignRequests: string[] = [];
  /** What the consoles of the window and of its pages said, and what they threw. */
  readonly console: string[] = [];
  readonly #close: () => Promise<void>;

  /** @param close closes the page, and whatever was opened for it */
  constructor(page: Page, folder: string, close: () => Promise<void>) {
    this.#close = close;
    this.page = page;
    this.folder = folder;
    this.editor = new Editor(page);
    this.notifications = new Notifications(page);
    page.on("console", (message) => {
      this.console.push(`${message.type()}: ${message.text()}`);
      if (message.text().includes(bugMark)) internalFailuresSeen.push(message.text());
    });
    page.on("pageerror", ({ stack, message }) => this.console.push(`thrown: ${stack ?? message}`));
    page.on("request", (request) => {
      if (isForeign(request)) this.foreignRequests.push(request.url());
    });
  }

  /**
   * Waits until the window shows its Explorer and knows the extension: before that the palette has none of its commands, and a
   * file that it has an editor for opens in VS Code's own.
   */
  async ready(timeout = 45_000): Promise<void> {
    await this.page.locator(".monaco-workbench .part.statusbar").waitFor({ timeout });
    await this.page.locator(".explorer-folders-view .monaco-list").waitFor({ timeout });
    await this.page.locator(".activitybar [aria-label*='Batch Norm']").first().waitFor({ timeout });
  }

  /** Loads the window anew by its command: the browser's own reload does not wait until VS Code has saved its tabs. */
  async reload(patienceMs?: number): Promise<void> {
    const loaded = this.page.waitForEvent("load");
    await (await this.findCommand("Developer: Reload Window")).click();
    await loaded;
    await this.ready(patienceMs);
  }

  /**
   * Opens the command palette, types the title and runs the first command found, which must have that title. Waits until
   * the palette has gone; a list of choices of the command itself may already stand in its place.
   */
  async runCommand(title: string): Promise<void> {
    const row = await this.findCommand(title);
    await row.click();
    await row.waitFor({ state: "hidden" });
  }

  /** Runs a command that asks for a choice, and makes it. */
  async runCommandAndPick(title: string, choice: string): Promise<void> {
    const row = await this.findCommand(title);
    await row.click();
    await this.pick(choice);
  }

  /** Types into the open list of choices and takes the first row with that text. */
  async pick(choice: string): Promise<void> {
    const rows = this.#quickInput.locator(".quick-input-list .monaco-list-row");
    const row = rows.filter({ hasText: choice }).filter({ hasNotText: "Batch Norm:" }).first();
    await row.waitFor();
    await this.#quickInput.locator("input:focus").waitFor();
    await this.page.keyboard.type(choice);
    await row.click();
  }

  /** Opens the palette and types; returns the first row with that text. Leaves the palette open. */
  async findCommand(title: string): Promise<Locator> {
    await this.page.keyboard.press("F1");
    await this.#quickInput.locator("input:focus").waitFor();
    await this.page.keyboard.type(title);
    const rows = this.#quickInput.locator(".quick-input-list .monaco-list-row");
    const row = rows.filter({ hasText: new RegExp(escapeForRegExp(title), "i") }).first();
    await row.waitFor();
    return row;
  }

  /** Opens a file of the folder from the Explorer, in an editor that stays. */
  async openFile(name: string): Promise<void> {
    const row = this.page.locator(".explorer-folders-view").getByRole("treeitem", { name, exact: true });
    await row.dblclick();
    // Its report's tab has the name too.
    await this.page.locator(`.tabs-container .tab[data-resource-name="${name}"]`).first().waitFor();
    await this.editor.waitForText();
  }

  /** A new untitled document with a text. */
  async openUntitled(text: string): Promise<void> {
    await this.runCommand("File: New Untitled Text File");
    await this.editor.waitForText();
    await this.page.keyboard.insertText(text);
  }

  /** An editor's or panel's tab. */
  tab(name: string): Locator {
    return this.page.locator(".tabs-container .tab").filter({ hasText: name });
  }

  async closeTab(name: string): Promise<void> {
    await this.tab(name).locator(".tab-actions a").click();
    await this.tab(name).waitFor({ state: "detached" });
  }

  /** The page of the report panel in sight, when it shows something. */
  reportFrame(): Promise<PanelFrame> {
    return panelFrame(this.page, "report");
  }

  /** Waits until the report of a file, or of a part of it, is in sight. */
  reportTab(name: string): Promise<void> {
    return this.page
      .locator(".tabs-container .tab.active")
      .filter({ hasText: `Batch Norm: ${name}` })
      .waitFor();
  }

  async press(keys: string, times = 1): Promise<void> {
    for (let n = 0; n < times; n++) await this.page.keyboard.press(keys);
  }

  /** What is in the clipboard. */
  clipboard(): Promise<string> {
    return this.page.evaluate(() => navigator.clipboard.readText());
  }

  /** Takes a picture of the whole window into `.vscode-test/logs` and returns its path. */
  async screenshot(name: string): Promise<string> {
    const path = logFile(`${name}.png`);
    await this.page.screenshot({ path });
    return path;
  }

  async close(): Promise<void> {
    openWorkbenches.delete(this);
    await this.#close();
  }

  /** The palette or a list of choices, but for one that is closing: it takes no keys. */
  get #quickInput(): Locator {
    return this.page.locator(".quick-input-widget:not(.quick-input-widget-closing)");
  }
}

/** Runs in the page, before VS Code: what its own file of texts would set, and can then no longer change. */
function setLanguage(language: string): void {
  Object.defineProperty(globalThis, "_VSCODE_NLS_LANGUAGE", { get: () => language, set: () => undefined });
}

function workspaceCopy(options: WorkbenchOptions): string {
  const source = options.folder === undefined ? "samples" : options.folder;
  const folder = join(
    temporaryFolder("workspace"),
    source === null ? "workspace" : (source.split("/").at(-1) ?? source),
  );
  mkdirSync(join(folder, ".vscode"), { recursive: true });
  if (source !== null) cpSync(join(root, source), folder, { recursive: true });
  for (const [name, text] of Object.entries(options.files ?? {})) writeFileSync(join(folder, name), text);
  const settings = {
    "workbench.colorTheme": themes[options.theme ?? "dark"].setting,
    "files.exclude": { "**/.vscode": true },
    ...options.settings,
  };
  writeFileSync(join(folder, ".vscode", "settings.json"), JSON.stringify(settings, null, 2));
  return folder;
}

/** VS Code's own page asks its gallery for news; only what a webview asks for is ours to answer for. */
function isForeign(request: Request): boolean {
  const { protocol, hostname } = new URL(request.url());
  if (!/^(https?|wss?):$/.test(protocol) || hostname === "127.0.0.1" || hostname === "localhost") return false;
  // The address of a webview's own files: VS Code's service worker answers it, nothing leaves the machine.
  if (hostname.endsWith(".vscode-resource.vscode-cdn.net")) return false;
  return request.frame().parentFrame() !== null;
}

function escapeForRegExp(text: string): string {
  return text.replaceAll(/[.*+?^${}()|[\]\\]/g, "\\$&");
}
