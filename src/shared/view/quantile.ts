// From its own file: the page would bundle what the engine's door sets up besides.
export { quantiles } from "../../engine/statistics/quantiles.ts";
