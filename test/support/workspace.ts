import { cpSync } from "node:fs";
import { join } from "node:path";
import { root, temporaryFolder } from "../../scripts/paths.ts";

/** A copy of samples/ that a test may change, with the field cases in it; it is deleted when the process ends. */
export function copySamples(): string {
  const folder = join(temporaryFolder("workspace"), "samples");
  cpSync(join(root, "samples"), folder, { recursive: true });
  cpSync(join(root, "test", "fixtures", "field", "data"), join(folder, "field"), { recursive: true });
  cpSync(join(root, "test", "fixtures", "field", "bn"), join(folder, "layers"), { recursive: true });
  return folder;
}
