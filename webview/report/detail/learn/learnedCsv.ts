import { csvText } from "../../../common/exports.ts";
import type { LearnRun } from "./learnRun.ts";

/** Every number behind the curves of a training as one tidy table: the loss of each step, γ and β of every feature at the steps kept. */
export function learnedCsv({ losses, frames }: Pick<LearnRun, "losses" | "frames">, names: readonly string[]): string {
  return csvText([
    ["step", "feature", "variable", "value"],
    ...losses.map((loss, step) => [step, "", "loss", loss]),
    ...frames.flatMap(({ step, gamma, beta }) =>
      names.flatMap((name, c) => [
        [step, name, "gamma", gamma[c]],
        [step, name, "beta", beta[c]],
      ]),
    ),
  ]);
}
