// `npm run package`: builds for production, packs the VSIX, and checks what is in it.
import { relative } from "node:path";
import { packageVsix } from "./packageVsix.ts";
import { root } from "./paths.ts";

try {
  console.log(`Packaged ${relative(root, await packageVsix())}`);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
