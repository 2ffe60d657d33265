import { join } from "node:path";
import { startCheckpointHost } from "../../scripts/preview/checkpointHost.ts";
import type { ThemeName } from "../../scripts/preview/page.ts";
import { root } from "../../scripts/paths.ts";
import { openTab, type OpenTab } from "./support/openTab.ts";
import { pages } from "./support/pages.ts";

const fixture = (name: string): string => join(root, "test/fixtures/checkpoints", name);
const digits = fixture("digits-resnet.pt");

/** Opens the page of a checkpoint, or of two that are compared. */
async function openCheckpoint(files: readonly string[], theme: ThemeName): Promise<OpenTab> {
  const tab = await openTab({ width: 1600, height: 1000 });
  await startCheckpointHost(tab.page, files, null);
  await tab.page.goto(pages().url(theme, files.length > 1 ? "compare" : "checkpoint"));
  return tab;
}

describe("the page of a checkpoint", () => {
  for (const theme of ["dark", "light", "highContrast"] as const) {
    describe(`in the theme ${theme}`, () => {
      let tab: OpenTab;
      before(async () => {
        tab = await openCheckpoint([digits], theme);
        await tab.page.getByRole("row", { name: /^layer3\.0\.bn1, 64 channels, error/, selected: true }).waitFor();
      });
      after(() => tab.close());

      it("has nothing that axe objects to where a layer is shown", () => tab.assertAccessible("bn-checkpoint"));

      it("goes through the layers by keys, each shown among the others", async () => {
        const { page } = tab;
        await page.getByRole("row", { name: /^layer2\.0\.bn2/ }).click();
        await page.keyboard.press("Alt+ArrowDown");
        await page.getByRole("row", { name: /^layer2\.0\.downsample\.1/, selected: true }).waitFor();
        await page.keyboard.press("F8");
        await page.getByRole("row", { name: /^layer2\.1\.bn1/, selected: true }).waitFor();
        await page.getByText("All 32 channels lie left of √ε").waitFor();
      });

      it("filters by a finding, and shows what pruning takes away", async () => {
        const { page } = tab;
        const filter = page.getByRole("textbox", { name: "Filter layers" });
        await filter.fill("@gamma-zero");
        await page.getByText("3 of 13").waitFor();
        await filter.fill("");
        await page.getByRole("tab", { name: "Prune" }).click();
        await page.getByText("26 of 432 channels have |γ| below 0.05; 22 can go").waitFor();
        await tab.assertAccessible("bn-checkpoint");
      });

      for (const name of ["Effective Scale", "Findings", "Fold"]) {
        it(`has nothing that axe objects to in ${name}`, async () => {
          await tab.page.getByRole("tab", { name }).click();
          await tab.page.getByRole("tab", { name, selected: true }).waitFor();
          await tab.assertAccessible("bn-checkpoint");
        });
      }
    });
  }
});

describe("the page of two checkpoints", () => {
  for (const theme of ["dark", "light", "highContrast"] as const) {
    it(`says what changed, and has nothing that axe objects to in the theme ${theme}`, async () => {
      const tab = await openCheckpoint([digits, fixture("digits-finetuned.safetensors")], theme);
      await tab.page.getByText("the frozen part is not frozen").waitFor();
      await tab.assertAccessible("bn-compare");
      await tab.close();
    });
  }

  it("goes through the layers by keys and by its arrows, in the order of the list", async () => {
    const tab = await openCheckpoint([digits, fixture("digits-finetuned.safetensors")], "dark");
    const { page } = tab;
    const shown = (name: string) => page.getByRole("heading", { name, exact: true }).waitFor();
    await shown("layer2.1.bn1");
    await page.keyboard.press("Alt+ArrowDown");
    await shown("layer1.0.bn2");
    await page.getByRole("button", { name: "Next layer (Alt+Down)" }).click();
    await shown("layer2.0.downsample.1");
    await page.keyboard.press("Alt+ArrowUp");
    await page.getByRole("row", { name: /^layer1\.0\.bn2/, selected: true }).waitFor();
    await tab.close();
  });
});
