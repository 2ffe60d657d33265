// When a webview panel shows what, by the clock of the pages themselves: what drives them takes no part in the times.
import type { Page } from "playwright-core";
import type { Workbench } from "../test/e2e/support/workbench.ts";

/** Milliseconds from the key of a command to two moments in the life of the panel that it opens. */
export interface PanelTimes {
  /** The page's script has run. */
  readonly startedMs: number;
  /** What the page is for has been painted. */
  readonly shownMs: number;
}

/** How the page of a panel shows that it has come that far: a path of selectors, each within the shadow root before. */
export interface Milestones {
  readonly started: readonly string[];
  readonly shown: readonly string[];
}

interface Watched {
  keyAt: number;
  moments: Partial<Record<keyof Milestones, number>>;
}

/** Makes every page and frame that opens from now on look for the milestones, once a frame. */
export async function watchPanels(page: Page, milestones: readonly Milestones[]): Promise<void> {
  await page.context().addInitScript((all) => {
    const watched: Watched = { keyAt: NaN, moments: {} };
    Object.assign(globalThis, { watched });
    const now = (): number => performance.timeOrigin + performance.now();
    const isThere = (path: readonly string[]): boolean => {
      let scope: ParentNode | null | undefined = document;
      for (const selector of path.slice(0, -1)) scope = scope?.querySelector(selector)?.shadowRoot;
      return Boolean(scope?.querySelector(path.at(-1) ?? ""));
    };
    const look = (): void => {
      for (const milestone of ["started", "shown"] as const) {
        if (watched.moments[milestone] !== undefined || !all.some((one) => isThere(one[milestone]))) continue;
        watched.moments[milestone] = NaN;
        // What is queued in an animation frame runs after its painting.
        requestAnimationFrame(() => setTimeout(() => (watched.moments[milestone] = now())));
      }
      if (watched.moments.shown !== undefined) clearInterval(timer);
    };
    const timer = setInterval(look, 4);
    addEventListener("keydown", () => (watched.keyAt = now()), { capture: true });
  }, milestones);
}

/**
 * Presses the key of a command and waits until the panel that it opens shows what it is for.
 *
 * @throws when that takes longer than a machine can be busy
 */
export async function timePanel({ page }: Workbench, key: string, patienceMs: number): Promise<PanelTimes> {
  await page.keyboard.press(key);
  const keyAt = await page.evaluate(() => (globalThis as unknown as { watched: Watched }).watched.keyAt);
  const end = Date.now() + patienceMs;
  while (Date.now() < end) {
    await page.waitForTimeout(100);
    for (const frame of page.frames()) {
      const moments = await frame
        .evaluate(() => (globalThis as unknown as { watched?: Watched }).watched?.moments)
        .catch(() => undefined);
      // A moment that is about to come is NaN.
      if (!(Number(moments?.shown) > keyAt)) continue;
      return { startedMs: Number(moments?.started) - keyAt, shownMs: Number(moments?.shown) - keyAt };
    }
  }
  throw new Error(`no panel showed anything within ${patienceMs / 60_000} minutes of ${key}`);
}
