// Preloaded into the tests of one mutant: the file that BATCHNORM_MUTANT names is loaded with the text that stands in the
// other variable. Nothing on the disk changes.
import * as nodeModule from "node:module";
import { pathToFileURL } from "node:url";

interface Loaded {
  readonly format: string;
  readonly source: string;
  readonly shortCircuit: boolean;
}
type Load = (url: string, context: unknown, next: (url: string, context: unknown) => Loaded) => Loaded;

/** Of Node 24, which runs these scripts; the types are of the oldest Node that the extension runs on. */
const { registerHooks } = nodeModule as unknown as { readonly registerHooks: (hooks: { readonly load: Load }) => void };

const file = pathToFileURL(process.env["BATCHNORM_MUTANT"] ?? "").href;
const source = process.env["BATCHNORM_MUTANT_TEXT"] ?? "";

registerHooks({
  load: (url, context, next) =>
    url === file ? { format: "module-typescript", source, shortCircuit: true } : next(url, context),
});
