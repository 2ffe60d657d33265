import { t } from "@vscode/l10n";
import { capitalized } from "../../../src/shared/lab/words.ts";
import type { RunRecord } from "../../../src/shared/lab/record.ts";
import type { NetworkFrame } from "../../../src/shared/lab/run.ts";
import { settingsLine } from "./settingsLine.ts";
import { runSentence } from "./runSentence.ts";
import { networkLabel, rangeOf, scoreLabel, scoreRange, seedsSentence, shortNumber } from "./text.ts";

/** One row per probe, network, seed and layer: everything that the charts show, under the names of the code. */
export function runCsv({ frames, info }: RunRecord): string {
  const { depth, seeds, firstSeed } = info.settings;
  const header = `step,network,seed,loss,${info.task === "classes" ? "accuracy" : "r2"},layer,mean,std,drift,displacement,gradient_norm,useless`;
  const rows = frames.flatMap(({ step, networks }) =>
    networks.flatMap((network, k) =>
      Array.from({ length: seeds * depth }, (_, at) => {
        const seed = Math.floor(at / depth);
        const layer = at % depth;
        const { loss, score, mean, std, drift, displacement, gradientNorm, useless } = network;
        const perLayer = [mean, std, drift, displacement, gradientNorm, useless].map((values) => values[at]);
        const numbers = [loss[seed], score[seed], layer + 1, ...perLayer].map((value) =>
          Number.isNaN(value) ? "" : String(value),
        );
        return [step, info.networks[k].kind, firstSeed + seed, ...numbers].join(",");
      }),
    ),
  );
  return `${[header, ...rows].join("\n")}\n`;
}

/** The run's sentence, its settings and a table of how it ended. */
export function runMarkdown(run: RunRecord): string {
  const last = run.frames.at(-1);
  const sentence = runSentence(run, true);
  if (last === undefined || sentence === null) return "";
  const { settings, networks, task } = run.info;
  const target = shortNumber(settings.targetLoss);
  const cells = (network: NetworkFrame): string[] => {
    const reached = [...network.reachedAt].filter((step) => step >= 0);
    const losses = [...network.loss].filter(Number.isFinite);
    const scores = [...network.score].filter(Number.isFinite);
    return [
      losses.length === 0 ? "NaN" : rangeOf(losses, shortNumber),
      scores.length === 0 ? "–" : scoreRange(task, scores),
      reached.length === 0 ? t("not in {0}", settings.steps) : rangeOf(reached, String),
      `${shortNumber(network.msPerStep)} ms`,
    ];
  };
  const table = last.networks.map(
    (network, k) => `| ${[networkLabel(networks[k].kind), ...cells(network)].join(" | ")} |`,
  );
  return [
    `**${sentence.main}** ${sentence.rest}`,
    "",
    `| ${[t("Network"), t("Loss"), capitalized(scoreLabel(task)), t("Steps to {0}", target), t("Per step")].join(" | ")} |`,
    "|---|---|---|---|---|",
    ...table,
    "",
    `${settingsLine(settings, run.dataName)}. ${seedsSentence(settings.seeds)}`,
    "",
  ].join("\n");
}
