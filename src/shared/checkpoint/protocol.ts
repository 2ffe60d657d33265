import type { ReplyError } from "../report/protocol.ts";
import type { FoldAnswer, FoldQuestion } from "./folding.ts";
import type { PruneChannels } from "./pruning.ts";
import type { ChannelColumns, CheckpointSnapshot } from "./snapshot.ts";

/** How far reading is. */
export interface CheckpointProgress {
  readonly numRead: number;
  readonly numLayers: number;
  /** Bytes that were read of the file, which are few. */
  readonly bytes: number;
  readonly totalBytes: number;
}

/** Everything that the page knows of the host. */
export interface CheckpointPageState {
  readonly fileName: string;
  readonly snapshot: CheckpointSnapshot | null;
  readonly progress: CheckpointProgress | null;
  /** Why there is no snapshot, or no newer one. */
  readonly failure: ReplyError | null;
  /** Whether the file on disk is another than the one that was read. */
  readonly isStale: boolean;
  readonly strings: Readonly<Record<string, string>> | null;
}

export type StateFormat = "json" | "safetensors";

/** What the page asks. Layers are numbered as in the snapshot. */
export interface CheckpointRequests {
  "page/ready": { params: undefined; value: CheckpointPageState };
  "part/set": { params: { part: string }; value: undefined };
  "eps/set": { params: { eps: number | null }; value: undefined };
  "layer/channels": { params: { layer: number | null }; value: ChannelColumns };
  "prune/channels": { params: undefined; value: PruneChannels };
  "fold/ranges": { params: FoldQuestion; value: FoldAnswer };
  /** Saves a new file with the layers folded into the weights before them. */
  "fold/save": { params: undefined; value: undefined };
  "layer/putOnData": { params: { layer: number }; value: undefined };
  /** Saves the state of one layer, or of all. */
  "layer/export": { params: { layer: number | null; format: StateFormat }; value: undefined };
  "file/compare": { params: undefined; value: undefined };
  "file/reload": { params: undefined; value: undefined };
  "file/keep": { params: undefined; value: undefined };
  "reading/cancel": { params: undefined; value: undefined };
  "log/show": { params: undefined; value: undefined };
  "clipboard/write": { params: { text: string }; value: undefined };
}

export type CheckpointRequestType = keyof CheckpointRequests;

/** What the host tells the page. */
export interface CheckpointEvents {
  "checkpoint/snapshot": CheckpointSnapshot;
  "checkpoint/progress": CheckpointProgress | null;
  "checkpoint/failed": ReplyError | null;
  "checkpoint/stale": boolean;
}

export type CheckpointRequestMessage = {
  [K in CheckpointRequestType]: {
    readonly id: number;
    readonly type: K;
    readonly params: CheckpointRequests[K]["params"];
  };
}[CheckpointRequestType];
