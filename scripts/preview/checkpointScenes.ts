import { existsSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "playwright-core";
import type { PageView } from "../../webview/checkpoint/store/pageView.ts";
import { root } from "../paths.ts";
import type { Frame } from "./scenes.ts";

/** One picture of a checkpoint's page: which file (two are compared), what the page kept, what a person does. */
export interface CheckpointScene extends Frame {
  readonly files: readonly string[];
  readonly view?: Partial<PageView>;
  readonly act?: (page: Page) => Promise<void>;
}

const fixture = (name: string): string => join(root, "test", "fixtures", "checkpoints", name);
const digits = [fixture("digits-resnet.pt")];
/** A larger file of one's own: `CHECKPOINT=model.pth npm run preview -- large`. */
const { CHECKPOINT: own = "" } = process.env;
const large = existsSync(own) ? [own] : [];
const scene = (
  name: string,
  theme: Frame["theme"],
  width: number,
  height: number,
  view: Partial<PageView> = {},
): CheckpointScene => ({
  ...{ name: `checkpoint-${name}`, theme, width, height, files: digits, view },
});
const faulty = "layer2.1.bn1";

/** The pictures to look at after a change to the checkpoint page. */
export const checkpointScenes: readonly CheckpointScene[] = [
  scene("first-dark-760", "dark", 760, 1260),
  scene("dark-760", "dark", 760, 1260, { selected: faulty }),
  scene("light-1200", "light", 1200, 860, { selected: faulty }),
  scene("hc-760", "highContrast", 760, 1260, { selected: faulty }),
  scene("hclight-760", "highContrastLight", 760, 1260, { selected: faulty }),
  scene("dark-380", "dark", 380, 1260, { selected: faulty }),
  scene("all-dark-760", "dark", 760, 1260, { selected: null }),
  scene("scale-dark-760", "dark", 760, 1100, { selected: faulty, tab: "scale" }),
  scene("findings-dark-760", "dark", 760, 1300, { selected: null, tab: "findings" }),
  scene("prune-dark-760", "dark", 760, 1200, { selected: null, tab: "prune" }),
  scene("fold-dark-760", "dark", 760, 1100, { selected: "layer3.0.bn2", tab: "fold" }),
  { ...scene("compare-dark-760", "dark", 760, 1100), files: [...digits, fixture("digits-finetuned.safetensors")] },
  { ...scene("compare-dark-380", "dark", 380, 1100), files: [...digits, fixture("digits-finetuned.safetensors")] },
  ...large.flatMap((file): CheckpointScene[] => [
    { ...scene("large-light-1200", "light", 1200, 860), files: [file] },
    { ...scene("large-dark-760", "dark", 760, 1260, { selected: null, tab: "findings" }), files: [file] },
  ]),
];
