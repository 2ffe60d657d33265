import { t } from "@vscode/l10n";
import type { LayerRow } from "../../../src/shared/checkpoint/snapshot.ts";
import { numberLiteral } from "../../../src/shared/layer/constructorCode.ts";

/** The values of ε among layers, as the head writes them: "1e-5 and 1e-3". */
export function epsText(layers: readonly LayerRow[]): string {
  const values = [...new Set(layers.map(({ eps }) => eps))].sort((a, b) => a - b).map(shortEps);
  const distinct = [...new Set(values)];
  if (distinct.length === 2) return t("{0} and {1}", distinct[0], distinct[1]);
  return distinct.length < 2 ? (distinct.at(0) ?? "") : t("{0} to {1}", distinct[0], distinct[distinct.length - 1]);
}

/** An ε as a person writes it: that of float32 nearest to 1e-5 is 1e-5. */
export function shortEps(eps: number): string {
  return numberLiteral(Number(eps.toPrecision(6)));
}
