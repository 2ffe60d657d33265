import { t } from "@vscode/l10n";
import type { ComputeRequests } from "../../session/compute/compute.ts";
import type { FileExport, FileRequest } from "../../session/compute/fileRequest.ts";
import type { ThreadMessage, ThreadReply, ThreadRequest } from "../../session/compute/messageCompute.ts";
import type { ComputeServer } from "../computeServer.ts";
import type { FileDataset } from "./fileDataset.ts";
import { channelsOf, openFile, type FilePlatform } from "./openFile.ts";
import { exportFile } from "./exportFile.ts";
import { fileFailure } from "./fileFailure.ts";
import { previewFile } from "./filePreview.ts";

type OpenParams = ComputeRequests["dataset/open"]["params"];
type AnalyzeParams = ComputeRequests["dataset/analyze"]["params"];

interface OpenFile {
  readonly request: FileRequest;
  readonly read: OpenParams["read"];
  readonly dataset: FileDataset;
}

/**
 * Answers what takes reading a file, before the compute server, which answers everything else: reading takes time, and
 * its progress is reported.
 */
export class FileServer {
  readonly #server: ComputeServer;
  readonly #platform: FilePlatform;
  readonly #send: (reply: ThreadMessage) => void;
  #open: OpenFile | null = null;

  constructor(server: ComputeServer, platform: FilePlatform, send: (reply: ThreadMessage) => void) {
    this.#server = server;
    this.#platform = platform;
    this.#send = send;
  }

  async answer(request: ThreadRequest): Promise<void> {
    const { id } = request;
    try {
      const value = await this.#answerFile(request);
      const reply: ThreadReply = value === undefined ? this.#server.answer(request) : { id, ok: true, value };
      // A text that cannot be read leaves the file where it is.
      if (request.type === "dataset/open" && value === undefined && reply.ok) this.#open = null;
      this.#send(reply);
    } catch (thrown) {
      this.#send({ id, ok: false, error: this.#server.failureOf(thrown) });
    }
  }

  /** The answer to a request about a file; undefined for any other, after what has to happen before it. */
  async #answerFile({ id, type, params }: ThreadRequest): Promise<unknown> {
    if (type === "dataset/open") {
      const { file, read } = params as OpenParams;
      if (file !== undefined) return (await this.#read(id, file, read)).info;
    } else if (type === "dataset/analyze") {
      await this.#fitLayout(id, (params as AnalyzeParams).options);
    } else if (type === "file/preview") {
      const { file, read } = params as ComputeRequests["file/preview"]["params"];
      return previewFile(this.#platform, file, read);
    } else if (type === "file/export") {
      if (this.#open === null) {
        throw fileFailure("NO_FILE", t("Run Normalize File on a file first: there is none to write the values of"));
      }
      const { request, dataset } = this.#open;
      return exportFile(this.#platform, request, dataset, params as FileExport, (progress) => {
        this.#send({ id, progress });
      });
    }
    return undefined;
  }

  /** A tensor whose channels move to another axis has to be read again. */
  async #fitLayout(id: number, { layout, preset }: AnalyzeParams["options"]): Promise<void> {
    if (this.#open === null) return;
    const { request, read, dataset } = this.#open;
    const { lengths } = dataset.scan.plan;
    const wanted = channelsOf(lengths, { layout, preset });
    const { channels, inner } = dataset.scan.rowPlan;
    if (wanted.channels !== channels || wanted.inner !== inner)
      await this.#read(id, { ...request, layout, preset }, read);
  }

  async #read(id: number, request: FileRequest, read: OpenParams["read"]): Promise<FileDataset> {
    const dataset = await openFile(this.#platform, request, read, (progress) => {
      this.#send({ id, progress });
    });
    this.#open = { request, read, dataset };
    this.#server.adopt(dataset);
    return dataset;
  }
}
