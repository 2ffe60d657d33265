import { t } from "@vscode/l10n";
import type { CheckpointLayer } from "../../documents/checkpoints/types.ts";
import type { ChannelColumns, CheckpointSnapshot } from "../../shared/checkpoint/snapshot.ts";
import type { FoldAnswer, FoldQuestion } from "../../shared/checkpoint/folding.ts";
import type { PruneChannels } from "../../shared/checkpoint/pruning.ts";
import type { CheckpointProgress } from "../../shared/checkpoint/protocol.ts";
import { Failure } from "../../shared/messages/failure.ts";
import type { Compute } from "../compute/compute.ts";
import type { ReadProgress } from "../compute/fileRequest.ts";
import { channelsOf, examinedLayers, type LayerChannels } from "./report/channels.ts";
import { channelTable } from "./report/channelTable.ts";
import type { ExamineLayers } from "./report/findings.ts";
import type { OpenedCheckpoint } from "./opened.ts";
import { foldOrder, foldRanges } from "./network/folding.ts";
import { readKernelSizes, type KernelSizes } from "./network/kernelSizes.ts";
import { pruneChannels } from "./network/pruning.ts";
import { checkpointReport, drawLayers, layersOfPart, tensorsOfPart, type DrawnLayers } from "./report/report.ts";
import type { CheckpointFile } from "../compute/checkpointRequests.ts";
import { summarizeCheckpoint, type CheckpointSummary } from "./summary.ts";

/** What is told of a session while it works. */
export interface CheckpointListener {
  snapshotChanged(snapshot: CheckpointSnapshot): void;
  progressChanged(progress: CheckpointProgress): void;
}

/** Which part is shown first: one if it is there, or one that has to be there; by default the one that a person means. */
export interface OpenChoice {
  readonly part?: string | undefined;
  readonly required?: string | undefined;
}

/** One checkpoint that is looked at: which part of it, with which ε, and what the rules find in it. */
export class CheckpointSession {
  readonly #compute: Compute;
  readonly #examine: ExamineLayers;
  readonly #listener: Partial<CheckpointListener>;
  #opened: OpenedCheckpoint | null = null;
  #part = "";
  #chosenEps: number | null = null;
  #kernels: KernelSizes | null = null;
  /** null: to be drawn anew, of another part or with another ε. */
  #drawn: DrawnLayers | null = null;
  #snapshot: CheckpointSnapshot | null = null;
  #revision = 0;

  constructor(compute: Compute, examine: ExamineLayers, listener: Partial<CheckpointListener> = {}) {
    this.#compute = compute;
    this.#examine = examine;
    this.#listener = listener;
  }

  get snapshot(): CheckpointSnapshot | null {
    return this.#snapshot;
  }

  get opened(): OpenedCheckpoint | null {
    return this.#opened;
  }

  get compute(): Compute {
    return this.#compute;
  }

  /** The layers of the part that is shown. */
  get layers(): readonly CheckpointLayer[] {
    return this.#opened === null ? [] : layersOfPart(this.#opened, this.#part);
  }

  /** Numbers of the layers that are shown, with the ε in force. */
  get channels(): readonly LayerChannels[] {
    return this.layers.map((layer) => channelsOf(layer, this.#chosenEps));
  }

  /**
   * Reads a file. The listener hears of a first snapshot before the checks that need weights.
   *
   * @throws Failure about the file, or NO_PART
   */
  async open(file: CheckpointFile, { part, required }: OpenChoice = {}): Promise<CheckpointSnapshot> {
    const read = await this.#compute.request("checkpoint/open", { file }, (progress) => {
      this.#listener.progressChanged?.(progressOf(progress));
    });
    const opened = { ...read, fileName: file.name };
    const names = opened.parts.map(({ name }) => name);
    this.#opened = opened;
    if (required !== undefined) return this.choosePart(required);
    return this.#show(part !== undefined && names.includes(part) ? part : (names.at(0) ?? ""));
  }

  /**
   * Shows another part of the file.
   *
   * @throws Failure NO_PART
   */
  async choosePart(part: string): Promise<CheckpointSnapshot> {
    const { fileName, parts } = this.#open();
    if (parts.some(({ name }) => name === part)) return this.#show(part);
    const names = parts.map(({ name }) => name).join(", ");
    const message = t("{0} has no part {1}: part must be one of {2}", fileName, part, names);
    throw new Failure({ kind: "option", code: "NO_PART", message, place: null });
  }

  /** Puts an ε in the place of the assumed one; null puts that back. */
  setEps(eps: number | null): CheckpointSnapshot {
    if (eps !== null && !(eps >= 0 && eps < Infinity)) {
      const message = t("eps must be 0 or greater, got {0}", eps);
      throw new Failure({ kind: "option", code: "INVALID_OPTION", message, place: null, field: "eps" });
    }
    this.#chosenEps = eps;
    this.#drawn = null;
    return this.#publish();
  }

  /** Channels of a layer, or the first of all layers. */
  table(layer: number | null): ChannelColumns {
    return channelTable(this.#snapshot?.layers ?? [], this.channels, layer);
  }

  /** What pruning takes away, for any threshold. */
  pruning(): PruneChannels {
    const opened = this.#open();
    return pruneChannels(this.layers, this.channels, tensorsOfPart(opened, this.#part), opened.framework);
  }

  /** Ranges of the weights before a layer, with batch norm folded into them and without. */
  async fold(question: FoldQuestion): Promise<FoldAnswer> {
    const opened = this.#open();
    const tensors = tensorsOfPart(opened, this.#part);
    return foldRanges({ layers: this.layers, channels: this.channels, tensors }, question, (tensor) =>
      this.#compute.request("checkpoint/tensor", { tensor }),
    );
  }

  /** A new file of the part with every layer folded that has its weights before it. */
  async foldedFile(): Promise<Uint8Array> {
    const opened = this.#open();
    const tensors = tensorsOfPart(opened, this.#part);
    const order = foldOrder({ layers: this.layers, channels: this.channels, tensors });
    return this.#compute.request("checkpoint/folded", order);
  }

  /** Ends the reading that is under way. */
  cancel(): void {
    this.#compute.cancel();
  }

  summary(source: string): CheckpointSummary {
    const opened = this.#open();
    return summarizeCheckpoint(source, opened, this.#snapshot ?? this.#publish());
  }

  dispose(): void {
    this.#compute.dispose();
  }

  async #show(part: string): Promise<CheckpointSnapshot> {
    this.#part = part;
    this.#kernels = null;
    this.#drawn = null;
    this.#publish();
    const opened = this.#open();
    const examined = examinedLayers(this.layers, this.#chosenEps);
    const kernels = await readKernelSizes(examined, tensorsOfPart(opened, part), (questions) =>
      this.#compute.request("checkpoint/squares", { questions }),
    );
    // Another part or file may have been chosen meanwhile.
    if (this.#opened === opened && this.#part === part) this.#kernels = kernels;
    return this.#publish();
  }

  #open(): OpenedCheckpoint {
    if (this.#opened === null) throw new Error("no checkpoint is open");
    return this.#opened;
  }

  #publish(): CheckpointSnapshot {
    this.#drawn ??= drawLayers(this.channels);
    const choice = { part: this.#part, chosenEps: this.#chosenEps, kernels: this.#kernels, drawn: this.#drawn };
    const report = checkpointReport(this.#open(), choice, this.#examine);
    const snapshot = { ...report, revision: ++this.#revision };
    this.#snapshot = snapshot;
    this.#listener.snapshotChanged?.(snapshot);
    return snapshot;
  }
}

function progressOf({ bytes, totalBytes, rows, totalRows = 0 }: ReadProgress): CheckpointProgress {
  return { numRead: rows, numLayers: totalRows, bytes, totalBytes };
}
