// `npm run screenshots`: goes through the main flows in a real VS Code, in English and in Korean, and writes the pictures that
// the READMEs name. Arguments choose pictures by name: npm run screenshots -- report movie-ko. With --packaged an existing
// VSIX is taken.
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { startEnvironment } from "../../test/e2e/support/environment.ts";
import { openWorkbench, type WorkbenchOptions, type Workbench } from "../../test/e2e/support/workbench.ts";
import { packageVsix, vsixPath } from "../packageVsix.ts";
import { root } from "../paths.ts";
import { movieViewport, recordMovie } from "./movie.ts";
import { pictures, settings, type Language } from "./pictures.ts";
import { movingWebp, stillWebp } from "./webp.ts";

/** Long enough for hovers to go and pages to have drawn. */
const restMs = 1000;

const chosen = process.argv.slice(2).filter((argument) => argument !== "--packaged");
const folder = join(root, "media", "screenshots");
mkdirSync(folder, { recursive: true });

const packaged = process.argv.includes("--packaged") && existsSync(vsixPath());
const environment = await startEnvironment(packaged ? vsixPath() : await packageVsix());
const encoder = await environment.browser.newPage();
try {
  for (const language of ["en", "ko"] as const) {
    for (const { name, window, show } of pictures) {
      await write(name, language, window, async (workbench) => {
        await show(workbench, language);
        await rest(workbench.page);
        return stillWebp(encoder, await workbench.page.screenshot({ caret: "hide" }));
      });
    }
    await write("movie", language, { theme: "dark", viewport: movieViewport, settings }, async (workbench) =>
      movingWebp(encoder, await recordMovie(workbench, language)),
    );
  }
} finally {
  await environment.stop();
}

/** Opens a window, lets it be shown in, and writes what comes back; nothing for a picture that was not chosen. */
async function write(
  name: string,
  language: Language,
  options: WorkbenchOptions,
  take: (workbench: Workbench) => Promise<Buffer>,
): Promise<void> {
  const fullName = language === "en" ? name : `${name}-${language}`;
  if (chosen.length > 0 && !chosen.includes(fullName)) return;
  const workbench = await openWorkbench(language === "en" ? options : { ...options, language });
  const picture = await take(workbench);
  writeFileSync(join(folder, `${fullName}.webp`), picture);
  console.log(`media/screenshots/${fullName}.webp  ${(picture.length / 1000).toFixed(0)} kB`);
  await workbench.close();
}

/** The hover of whatever was clicked last is no part of the picture. */
async function rest(page: Page): Promise<void> {
  await page.mouse.move(0, 0);
  await page.waitForTimeout(restMs);
}
