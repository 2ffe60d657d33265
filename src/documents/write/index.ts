/** Values back to text: edits of the text they were read from, and new texts and files. */
export { applyNumberEdits, mergeNumberEdits, replaceNumbers, type NumberEdits } from "./edits.ts";
export { csvText } from "./csvText.ts";
export { inputDigits } from "./inputDigits.ts";
export { jsonText, numpyText, torchText, type WritableTensor } from "./nestedArrays.ts";
export { npyBytes } from "./npy.ts";
export { numberText, type Digits } from "./numberText.ts";
