// From its own file: the page would bundle what the engine's door sets up besides.
/** The page maps x to x̂ as the engine does. */
export { inverseRoot, normalizedValue, normalizingMap, type AffineMap } from "../../engine/batchNorm/normalizingMap.ts";
