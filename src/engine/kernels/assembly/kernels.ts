/**
 * The passes of batch normalization over float32 values, and the product of linear layers, in WebAssembly SIMD
 * (AssemblyScript; `npm run build:kernels`). All arguments but counts and the numbers of one channel are addresses in bytes.
 *
 * Sums run in float32 over eight values, as a tree of depth three about a center near the values, and join float64 totals:
 * what eight values lose is at most three halves of 2⁻²³ of their size, and independent from eight to eight.
 */
export { rowGradientMap, rowGradientSums, rowMap, rowSums } from "./rows";
export { runGradientMap, runGradientSums, runMap, runSums } from "./runs";
export { copyRows, demote, product32, product64, promote, transpose32, transpose64 } from "./product";
