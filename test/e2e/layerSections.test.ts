import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Locator } from "playwright-core";
import { root } from "../../scripts/paths.ts";
import { npyBytes } from "../../src/documents/write/npy.ts";
import { eventually } from "./support/eventually.ts";
import { plainText } from "./support/panelFrame.ts";
import { assertAccessible } from "./support/report.ts";
import { openWorkbench, type Workbench } from "./support/workbench.ts";

interface TorchLayer {
  readonly state: Readonly<Record<string, unknown>>;
  readonly input: readonly (readonly number[])[];
  readonly weight: unknown;
}

const torch = JSON.parse(readFileSync(join(root, "test/fixtures/layers/linear.json"), "utf8")) as TorchLayer;
const named = Object.entries(torch.state).map(([name, value]) => [`bn.${name}`, value]);
const shifted = torch.input.map((row) => row.map((value, c) => (c === 3 ? value + 5 : value)));

describe("what the Layer tab reads from other files", () => {
  let workbench: Workbench;
  before(async () => {
    workbench = await openWorkbench({
      theme: "light",
      viewport: { width: 2000, height: 1500 },
      files: {
        "data.json": JSON.stringify(torch.input),
        "today.json": JSON.stringify(shifted),
        "layer.json": JSON.stringify(Object.fromEntries(named)),
        "before.json": JSON.stringify({ "0.weight": torch.weight }),
      },
    });
    const list = { data: Float64Array.of(8, 7, 6, 5, 4, 3, 2, 1), shape: [8] };
    writeFileSync(join(workbench.folder, "list.npy"), npyBytes(list, "float64"));
  });
  after(() => workbench.close());
  afterEach(() => workbench.notifications.clear());

  /** Opens a section by its heading, and returns its content. */
  async function section(name: string, heading: string): Promise<Locator> {
    const report = await workbench.reportFrame();
    const button = report.getByRole("button", { name: heading });
    if ((await button.getAttribute("aria-expanded")) !== "true") await button.click();
    return report.locator(`[data-section=${name}]`);
  }

  it("compares with another file, ranked by the shift", async () => {
    await workbench.openFile("data.json");
    await workbench.runCommand("Normalize Selection");
    await workbench.runCommandAndPick("Load Layer Parameters", "layer.json");
    await workbench.runCommandAndPick("Compare Two Files", "today.json");
    const report = await workbench.reportFrame();
    const compare = report.locator("[data-section=compare]");
    await compare.getByText(/features of today\.json have shifted.*most of all/).waitFor();
    assert.match(await plainText(compare.locator("tbody tr").first()), /^\D*4 \+/);
    await assertAccessible(workbench);
    await workbench.screenshot("layer-compare-light");
    await compare.getByRole("button", { name: "End Comparison" }).click();
    await compare.getByRole("button", { name: "Compare Two Files…" }).waitFor();
  });

  it("folds into the weights before it, proves it, and copies PyTorch code", async () => {
    await workbench.runCommandAndPick("Fold into Preceding Layer", "before.json");
    const report = await workbench.reportFrame();
    const fold = report.locator("[data-section=fold]");
    await fold.getByText(/Linear with W′ and b′ differs from Linear followed by batch norm by at most \d/).waitFor();
    await fold.getByText(/from which these weights make the selected data/).waitFor();
    assert.equal(await fold.locator("tbody tr").count(), 8);
    await assertAccessible(workbench);
    await workbench.screenshot("layer-fold-light");
    await fold.getByRole("button", { name: "Copy as PyTorch Code" }).click();
    await fold.getByRole("button", { name: "Copied" }).waitFor();
    assert.match(await workbench.clipboard(), /before-folded\.json[^]*torch\.nn\.Linear\(4, 8\)/);
  });

  it("asks what an unnamed .npy list is", async () => {
    await workbench.runCommandAndPick("Load Layer Parameters", "list.npy");
    await workbench.pick("weight, gamma, scale");
    const order = await section("order", "γ and β, ordered by size of γ");
    // γ is the list now; the layer's other parts are those that were loaded.
    await eventually(async () => {
      assert.deepEqual(await order.locator("tbody td:nth-child(2)").allInnerTexts(), "8 7 6 5 4 3 2 1".split(" "));
    });
  });
});
