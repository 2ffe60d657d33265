import type { FindOptions } from "../../documents/types.ts";
import type { Finding } from "../doctor/index.ts";
import type { ReportSnapshot } from "../../shared/report/report.ts";
import type { Compute, DatasetInfo, LayerOverview, TensorOverview } from "../compute/compute.ts";
import { readOptionsOf } from "../options/reading.ts";
import { inputOf, nothingGiven, type ReportSettings } from "../report/inputOf.ts";
import { placeIn, type Place } from "./place.ts";
import { ReportSession } from "../report/reportSession.ts";
import type { TextSource } from "../report/reportInput.ts";

/** How a text is looked at for its tensors. */
export function findRequest({ languageId }: TextSource, { reading }: ReportSettings): FindOptions {
  return { languageId, ...readOptionsOf(reading) };
}

/** A tensor of a text with its statistics. */
export interface TensorInsight {
  readonly tensor: TensorOverview;
  readonly snapshot: ReportSnapshot;
  readonly info: DatasetInfo;
  /** What the doctor finds in it. */
  readonly findings: readonly Finding[];
}

/** How long the thread is kept when nobody asks. */
const idleMs = 60_000;

/** The tensors and the layers of one version of a text, as far as they were asked for. */
interface Outline {
  readonly key: string;
  readonly tensors: readonly TensorOverview[];
  readonly layers?: readonly LayerOverview[];
}

/**
 * Answers what the tree, the lenses, the hovers and the inspector ask about the texts of open editors, with a compute of
 * its own: which tensors are in a text, what their features look like, what stands at a place. One question is answered
 * after the other; the answers for the newest version of a text are kept; without questions the thread ends.
 */
export class TextInsight {
  readonly #createCompute: () => Compute;
  #compute: Compute | undefined;
  #session: ReportSession | undefined;
  #queue: Promise<unknown> = Promise.resolve();
  #outline: Outline | undefined;
  #opened: { readonly key: string; readonly insight: TensorInsight } | undefined;
  #idleTimer: ReturnType<typeof setTimeout> | undefined;
  #waiting = 0;

  constructor(createCompute: () => Compute) {
    this.#createCompute = createCompute;
  }

  /**
   * The tensors of a text, in its order.
   *
   * @throws Failure where it cannot be read
   */
  tensors(source: TextSource, settings: ReportSettings): Promise<readonly TensorOverview[]> {
    const known = this.#outline;
    if (known?.key === outlineKey(source, settings)) return Promise.resolve(known.tensors);
    return this.#inTurn(() => this.#tensors(source, settings));
  }

  /**
   * The batch norm layers whose state a text holds, in its order.
   *
   * @throws Failure where it cannot be read
   */
  layers(source: TextSource, settings: ReportSettings): Promise<readonly LayerOverview[]> {
    const known = this.#outline;
    if (known?.key === outlineKey(source, settings) && known.layers) return Promise.resolve(known.layers);
    return this.#inTurn(async () => {
      const key = outlineKey(source, settings);
      const tensors = await this.#tensors(source, settings);
      const params = { text: source.getText(), languageId: source.languageId };
      const layers = await this.#ensureCompute().request("text/layers", params);
      this.#outline = { key, tensors, layers };
      return layers;
    });
  }

  /**
   * The statistics of one of the tensors that `tensors` gave for the same version.
   *
   * @throws Failure where it cannot be normalized
   */
  open(source: TextSource, tensor: TensorOverview, settings: ReportSettings): Promise<TensorInsight> {
    return this.#inTurn(() => this.#open(source, tensor, settings));
  }

  /**
   * What stands at an offset: a value, the name of a feature, or a tensor around it; null for none of these.
   *
   * @throws Failure where the tensor cannot be normalized
   */
  place(source: TextSource, offset: number, settings: ReportSettings): Promise<Place | null> {
    return this.#inTurn(async () => {
      const tensors = await this.#tensors(source, settings);
      const tensor = tensors.find(({ range }) => range.start <= offset && offset <= range.end);
      if (tensor === undefined) return null;
      await this.#open(source, tensor, settings);
      return this.#session === undefined ? null : placeIn(this.#session, offset);
    });
  }

  /** Places of the values whose |x̂| is over a threshold, as offsets: start, end, start, end, … At most `limit` of them. */
  outliers(
    source: TextSource,
    tensor: TensorOverview,
    settings: ReportSettings,
    threshold: number,
    limit: number,
  ): Promise<Uint32Array> {
    return this.#inTurn(async () => {
      await this.#open(source, tensor, settings);
      return this.#session === undefined
        ? new Uint32Array(0)
        : this.#session.query("dataset/outliers", { threshold, limit });
    });
  }

  /** The document was closed: another one with its name begins to count its versions anew. */
  forget(uri: string): void {
    if (this.#outline?.key.startsWith(`${uri} `) === true) this.#outline = undefined;
    if (this.#opened?.key.startsWith(`${uri} `) === true) this.#opened = undefined;
  }

  dispose(): void {
    clearTimeout(this.#idleTimer);
    this.#end();
  }

  async #tensors(source: TextSource, settings: ReportSettings): Promise<readonly TensorOverview[]> {
    const key = outlineKey(source, settings);
    if (this.#outline?.key === key) return this.#outline.tensors;
    const params = { text: source.getText(), find: findRequest(source, settings) };
    const tensors = await this.#ensureCompute().request("text/tensors", params);
    this.#outline = { key, tensors };
    return tensors;
  }

  async #open(source: TextSource, tensor: TensorOverview, settings: ReportSettings): Promise<TensorInsight> {
    const key = `${outlineKey(source, settings)} ${tensor.range.start} ${JSON.stringify([settings.options, settings.doctor])}`;
    if (this.#opened?.key === key) return this.#opened.insight;
    this.#opened = undefined;
    this.#session ??= new ReportSession(this.#ensureCompute());
    // A cursor at the start of an array means that array; in a table it means the whole of it.
    const selections = [{ start: tensor.range.start, end: tensor.range.start }];
    const snapshot = await this.#session.open(inputOf(source, selections, nothingGiven, settings));
    const { info, findings } = this.#session;
    if (info === null) throw new Error("a session with a report has read a dataset");
    const insight = { tensor, snapshot, info, findings };
    this.#opened = { key, insight };
    return insight;
  }

  #ensureCompute(): Compute {
    this.#compute ??= this.#createCompute();
    return this.#compute;
  }

  async #inTurn<T>(task: () => Promise<T>): Promise<T> {
    clearTimeout(this.#idleTimer);
    this.#waiting++;
    const turn = this.#queue.then(task);
    this.#queue = turn.catch(() => undefined);
    try {
      return await turn;
    } finally {
      this.#waiting--;
      if (this.#waiting === 0) {
        this.#idleTimer = setTimeout(() => {
          this.#end();
        }, idleMs);
      }
    }
  }

  #end(): void {
    this.#session?.dispose();
    this.#compute?.dispose();
    this.#session = undefined;
    this.#compute = undefined;
    this.#opened = undefined;
  }
}

function outlineKey(source: TextSource, settings: ReportSettings): string {
  return `${source.uri} ${source.version} ${JSON.stringify(findRequest(source, settings))}`;
}
