import { t } from "@vscode/l10n";
import { EngineError } from "../engine/index.ts";
import { ArrayFileError } from "../documents/arrays/index.ts";
import { DocumentError } from "../documents/index.ts";
import { LayerFileError, listOf, readLayers } from "../documents/layers/index.ts";
import { fileTensors, readWeights } from "../documents/layers/weights.ts";
import type { CheckpointRequestName } from "../session/compute/checkpointRequests.ts";
import type { ComputeName, ComputeRequests } from "../session/compute/compute.ts";
import { datasetBatchAverage } from "./questions/batchAverage.ts";
import { datasetFold, foldExport } from "./questions/fold/fold.ts";
import { datasetGroupHistograms, datasetGroupMoments } from "./questions/groups/groups.ts";
import { groupColumns } from "./questions/groups/labels.ts";
import { datasetTimeline } from "./questions/timeline.ts";
import { datasetTwins } from "./questions/twins.ts";
import { AffineTrainer } from "./learn/affineTrainer.ts";
import { labelColumns, learnTarget } from "./learn/learnTarget.ts";
import { wholeText } from "../shared/messages/largeText.ts";
import type { ThreadReply, ThreadRequest } from "../session/compute/messageCompute.ts";
import { Failure, failureData, toFailure, type FailureData } from "../shared/messages/failure.ts";
import { Dataset, type AnyDataset } from "./dataset/dataset.ts";
import type { DatasetColumns } from "./dataset/datasetColumns.ts";
import { StatisticsDataset } from "./dataset/statisticsDataset.ts";
import { layerOptions } from "./dataset/normalizeFeature.ts";
import { describeTensor, otherDataset } from "./dataset/otherDataset.ts";
import { requireFeature } from "./dataset/requireFeature.ts";
import { textLayers } from "./overview/textLayers.ts";
import { textTensors } from "./overview/textTensors.ts";
import { LabServer } from "./lab/labServer.ts";

/** What takes reading a file is the file server's and the checkpoint server's. */
type Handlers = {
  readonly [K in Exclude<ComputeName, "file/preview" | "file/export" | CheckpointRequestName>]: (
    params: ComputeRequests[K]["params"],
  ) => ComputeRequests[K]["value"];
};

/** Questions that −1 asks about all features together. */
const asksOfAll: ReadonlySet<ComputeName> = new Set(["dataset/activation", "dataset/timeline"]);

/** Answers the requests of a session. It knows no threads: `main.ts` connects it to one, a unit test calls it. */
export class ComputeServer {
  #dataset: AnyDataset | null = null;
  #trainer: AffineTrainer | null = null;
  /** Features of the last analysis, which questions are about. */
  #numFeatures = 0;

  readonly #handlers: Handlers = {
    ...new LabServer().handlers,
    "dataset/open": ({ text: given, read, isStatistics = false }) => {
      const text = wholeText(given);
      this.#dataset = isStatistics ? new StatisticsDataset(text, read.languageId) : Dataset.ofText(text, read);
      return this.#dataset.info;
    },
    "text/tensors": ({ text, find }) => textTensors(wholeText(text), find),
    "text/layers": ({ text, languageId }) => textLayers(wholeText(text), languageId),
    "dataset/analyze": ({ options, statistics }) => {
      const analysis = this.#open().analyze(options, statistics);
      this.#numFeatures = analysis.features.names.length;
      return analysis;
    },
    "dataset/values": ({ feature, start, count }) => this.#open().values(feature, start, count),
    "dataset/valuesBetween": (range) => this.#open().valuesBetween(range),
    "dataset/fineHistogram": ({ feature }) => this.#open().fineHistogram(feature),
    "dataset/heatMap": ({ width, height }) => this.#open().heatMap(width, height),
    "dataset/activation": (question) => this.#open().activation(question),
    "dataset/batches": (question) => this.#open().batches(question),
    "dataset/gradients": (question) => this.#open().gradients(question),
    "dataset/place": ({ feature, index }) => this.#open().place(feature, index),
    "dataset/valueAt": ({ offset }) => this.#open().valueAt(offset),
    "dataset/rank": ({ feature, index }) => this.#open().rank(feature, index),
    "dataset/outliers": ({ threshold, limit }) => this.#open().outliers(threshold, limit),
    "dataset/edits": (written) => this.#open().edits(written),
    "dataset/write": ({ format, ...written }) => this.#open().write(written, format),
    "dataset/output": ({ gamma, beta }) => this.#open().output(gamma, beta),
    "dataset/groupColumns": () => {
      const columns = this.#open().columns();
      return columns === null ? [] : groupColumns(columns);
    },
    "dataset/groupMoments": ({ column }) => datasetGroupMoments(this.#columns(), column),
    "dataset/groupHistograms": (question) => datasetGroupHistograms(this.#columns(), question),
    "dataset/timeline": (question) => datasetTimeline(this.#open().rows(), question),
    "dataset/batchAverage": ({ batchSize }) => datasetBatchAverage(this.#open().rows(), batchSize),
    "dataset/twins": ({ conversion }) => datasetTwins(this.#open().rows(), conversion),
    "weights/list": ({ file }) =>
      readWeights(file).map(({ name, shape, readBias }) => ({ name, shape, hasBias: readBias !== null })),
    "dataset/fold": (question) => datasetFold(this.#open().rows(), question),
    "dataset/foldExport": (question) => foldExport(this.#open().rows(), question),
    "array/list": ({ file }) => listOf(file),
    "layer/read": ({ file }) => readLayers(file),
    "layer/tensors": ({ file, wanted }) => fileTensors(file, wanted),
    "learn/labels": () => labelColumns(this.#open().rows()),
    "tensor/describe": ({ file, options }) => describeTensor(file, options),
    "learn/start": ({ choice, options, target = null }) => {
      const data = this.#open().rows();
      const other = target === null ? null : otherDataset(target, data.options).rows().rows;
      const values = learnTarget(data, choice, other);
      this.#trainer = new AffineTrainer(data.rows, values, options, layerOptions(data.options));
      return this.#trainer.run(0);
    },
    "learn/run": ({ steps }) => {
      if (this.#trainer === null) {
        const message = t("Nothing is being learned any more: start again");
        throw new Failure({ kind: "input", code: "NOT_LEARNING", message, place: null });
      }
      return this.#trainer.run(steps);
    },
  };

  answer({ id, type, params }: ThreadRequest): ThreadReply {
    try {
      const handler = this.#handlers[type as keyof Handlers] as (given: unknown) => unknown;
      const { feature } = Object(params) as { readonly feature?: number };
      const isOfAll = feature === -1 && asksOfAll.has(type);
      if (feature !== undefined && !isOfAll) requireFeature(feature, this.#numFeatures);
      return { id, ok: true, value: handler(params) };
    } catch (thrown) {
      return { id, ok: false, error: this.failureOf(thrown) };
    }
  }

  /** Answers from now on about a dataset that was read elsewhere. */
  adopt(dataset: AnyDataset): void {
    this.#dataset = dataset;
  }

  failureOf(thrown: unknown): FailureData {
    return failureData(this.#failure(thrown));
  }

  /** Where rows were omitted, that is why there are too few. */
  #tooSmallMessage(): string {
    const omitted = this.#dataset?.info.notices.find(({ code }) => code === "ROWS_OMITTED");
    if (omitted === undefined) {
      return t(
        "Training mode requires at least 2 values per feature, got 1: select more rows, or choose Evaluation or another preset",
      );
    }
    return t(
      "Training mode requires at least 2 values per feature, got 1. {0} Set batchNorm.missingValues to ignore, or select columns.",
      omitted.message,
    );
  }

  #open(): AnyDataset {
    if (this.#dataset === null) throw new Error("no dataset is open");
    return this.#dataset;
  }

  #columns(): DatasetColumns {
    const columns = this.#open().columns();
    if (columns !== null) return columns;
    const message = t("Grouping requires a table: there are no columns");
    throw new Failure({ kind: "input", code: "NO_COLUMN", message, place: null });
  }

  /** What the readers and the engine throw about the input is the user's to mend; anything else is our bug. */
  #failure(thrown: unknown): Failure {
    if (thrown instanceof DocumentError) {
      const { code, message, place } = thrown;
      return new Failure({ kind: "input", code, message, place });
    }
    if (thrown instanceof LayerFileError || thrown instanceof ArrayFileError) {
      return new Failure({ kind: "input", code: thrown.code, message: thrown.message, place: null });
    }
    const place = this.#dataset?.range ?? null;
    if (thrown instanceof EngineError && thrown.code === "BATCH_TOO_SMALL") {
      return new Failure({ kind: "input", code: thrown.code, message: this.#tooSmallMessage(), place });
    }
    if (thrown instanceof EngineError && thrown.code === "INVALID_OPTION") {
      return new Failure({ kind: "option", code: thrown.code, message: thrown.message, place: null });
    }
    if (thrown instanceof EngineError && thrown.code === "EMPTY_INPUT") {
      const message = t("Batch normalization requires values, got none: every row has a missing value");
      return new Failure({ kind: "input", code: thrown.code, message, place });
    }
    return toFailure(thrown);
  }
}
