import { cpSync } from "node:fs";
import { join } from "node:path";
import { root, temporaryFolder } from "../../scripts/paths.ts";

/** A copy of samples/ that a test may change; it is deleted when the process ends. */
export function copySamples(): string {
  const folder = join(temporaryFolder("workspace"), "samples");
  cpSync(join(root, "samples"), folder, { recursive: true });
  return folder;
}
