// The browser that all page tests share, and the server of the built pages.
import type { Server } from "node:http";
import { chromium, type Browser } from "playwright-core";
import { chromiumArguments, ensureChromium } from "../../../scripts/chromium.ts";
import { servePage, type PageName, type ThemeName } from "../../../scripts/preview/page.ts";

export interface Pages {
  readonly browser: Browser;
  /** The address of a page in a theme. */
  readonly url: (theme: ThemeName, page: PageName) => string;
}

let current: (Pages & { readonly server: Server }) | null = null;

/** Serves the pages that `npm run build` made, and starts a browser. */
export async function startPages(): Promise<void> {
  const { server, url } = await servePage();
  try {
    const browser = await chromium.launch({ executablePath: await ensureChromium(), args: [...chromiumArguments] });
    current = { browser, server, url };
  } catch (error) {
    server.close();
    throw error;
  }
}

export async function stopPages(): Promise<void> {
  const pages = current;
  current = null;
  await pages?.browser.close();
  pages?.server.close();
}

/** @throws Error before `startPages` */
export function pages(): Pages {
  if (current === null) throw new Error("startPages must run before a page is opened");
  return current;
}
