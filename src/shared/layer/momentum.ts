// From its own file: the page would bundle what the engine's door sets up besides.
/** The page converts momentum as the engine does. */
export { momentumFromFramework, momentumToFramework } from "../../engine/batchNorm/presets.ts";
