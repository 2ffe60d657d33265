import assert from "node:assert/strict";
import { fieldJson, fieldText } from "../support/fieldCase.ts";
import { eventually } from "./support/eventually.ts";
import { ReportPage } from "./support/report.ts";
import { openWorkbench, type Workbench } from "./support/workbench.ts";

// What test/vscode/fieldLayers.test.ts cannot see: the sentences of the Layer tab, and folding.

const files = {
  "01-data.json": ["01-num-batches-tracked-zero", "activations.json"],
  "01-layer.json": ["01-num-batches-tracked-zero", "layer.json"],
  "04-square-out.json": ["04-fold-conv-transpose", "deconv-square-out.json"],
  "04-square.json": ["04-fold-conv-transpose", "deconv-square.json"],
  "04-three-to-two-out.json": ["04-fold-conv-transpose", "deconv-three-to-two-out.json"],
  "04-three.json": ["04-fold-conv-transpose", "deconv-three-to-two.json"],
  "04-bn.json": ["04-fold-conv-transpose", "bn.json"],
  "05-data.json": ["05-momentum-none", "data.json"],
  "05-layer.json": ["05-momentum-none", "layer.json"],
  "06-data.json": ["06-nan-in-running-stats", "activations.json"],
  "06-data-again.json": ["06-nan-in-running-stats", "activations.json"],
  "06-layer.json": ["06-nan-in-running-stats", "layer-both-nan.json"],
} as const;

/** Field case 06 with channel 3 mended: statistics of the kind that the data are of. */
const healthy = fieldText("06-nan-in-running-stats", "layer-both-nan.json")
  .replace("NaN", "0.7512")
  .replace("NaN", "0.6604");

describe("layers that people asked about, in the report", () => {
  let workbench: Workbench;
  before(async () => {
    const texts = Object.entries(files).map(([name, [folder, file]]) => [name, fieldText(folder, file)]);
    workbench = await openWorkbench({
      viewport: { width: 1700, height: 1000 },
      files: { ...Object.fromEntries(texts), "06-healthy.json": healthy } as Record<string, string>,
    });
  });
  after(() => workbench.close());
  afterEach(() => workbench.notifications.clear());

  async function verdictOf(data: string, layer: string, sentence: RegExp): Promise<void> {
    await workbench.openFile(data);
    await workbench.runCommand("Normalize Selection");
    const { frame: report } = await ReportPage.named(workbench, data);
    await workbench.runCommandAndPick("Check Layer with Data", layer);
    await report.locator("bn-verdict [role=status]").getByText(sentence).waitFor();
  }

  it("01: names the shifted channel, and calls the warm-up unknown", async () => {
    await verdictOf("01-data.json", "01-layer.json", /in 1 of 4 features, least in .*4 · \[3\]/);
    const report = await workbench.reportFrame();
    await report
      .locator("bn-gap")
      .getByText(/unknown/i)
      .first()
      .waitFor();
    await workbench.screenshot("field-shifted");
  });

  it("05: blames no warm-up for a cumulative average", async () => {
    await verdictOf("05-data.json", "05-layer.json", /./);
    const report = await workbench.reportFrame();
    await report.locator("bn-gap").waitFor();
    assert.doesNotMatch(await report.locator("bn-gap").innerText(), /6[56]\s*%/);
    await workbench.screenshot("field-cumulative");
  });

  it("06: says NaN before anything else, and of the mended layer that it fits", async () => {
    await verdictOf("06-data.json", "06-layer.json", /^.*3 · \[2\] has no finite output in evaluation/);
    await workbench.screenshot("field-nan");
    await verdictOf("06-data-again.json", "06-healthy.json", /^Healthy on this data/);
    await workbench.screenshot("field-healthy");
  });

  it("04: folds into transposed convolutions along the outputs, square or not", async () => {
    for (const [name, weights] of [
      ["square", "04-square.json"],
      ["three-to-two", "04-three.json"],
    ] as const) {
      await workbench.openFile(`04-${name}-out.json`);
      await workbench.runCommand("Normalize Selection");
      const { frame: report } = await ReportPage.named(workbench, `04-${name}-out.json`);
      await workbench.runCommandAndPick("Check Layer with Data", "04-bn.json");
      await workbench.runCommandAndPick("Fold into Preceding Layer", weights);
      const fold = report.locator("[data-section=fold]");
      await fold.getByText(/ConvTranspose2d with W′ and b′ differs from .* by at most \d/).waitFor();
      await fold.getByText(/from which these weights make the selected data/).waitFor();
      // b′ of both channels.
      const answer = fieldJson("04-fold-conv-transpose", "answer.txt") as Record<string, { foldedBias: number[] }>;
      const { foldedBias } = answer[name];
      await eventually(async () => {
        const shown = await fold.locator("tbody tr td:nth-child(4)").allInnerTexts();
        foldedBias.forEach((value, c) => {
          assert.ok(Math.abs(Number(shown[c].replace("−", "-")) - value) < 1e-3, `${shown.join()} ${value}`);
        });
      });
    }
    await workbench.screenshot("field-fold-transposed");
  });
});
