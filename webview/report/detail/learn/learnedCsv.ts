import { csvText } from "../../../common/exports.ts";
import type { LearnRun } from "./learnRun.ts";

/** Every number behind the curves of a training: the loss of each step, γ and β of every feature at the steps kept. */
export function learnedCsv({ losses, frames }: Pick<LearnRun, "losses" | "frames">, names: readonly string[]): string {
  return csvText([
    ["step", "loss"],
    ...losses.map((loss, step) => [step, loss]),
    [],
    ["step", "feature", "gamma", "beta"],
    ...frames.flatMap(({ step, gamma, beta }) => names.map((name, c) => [step, name, gamma[c], beta[c]])),
  ]);
}
