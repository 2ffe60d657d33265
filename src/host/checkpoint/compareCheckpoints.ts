import { l10n, Uri, window, type Disposable } from "vscode";
import { summarizeComparison, type ComparisonSummary } from "../../session/checkpoint/compare/comparisonSummary.ts";
import { Failure } from "../../shared/messages/failure.ts";
import { parseUri } from "../sources/commandArguments.ts";
import type { CheckpointPage, CheckpointServices } from "./checkpointPage.ts";
import type { Checkpoints } from "./checkpoints.ts";
import { ComparePage, type ComparedUri } from "./comparePage.ts";
import { askForCheckpoint } from "./openCheckpoint.ts";

/** The command **Compare Checkpoint with…**, and the pages that it opened. */
export class CompareCheckpoints implements Disposable {
  readonly #services: Pick<CheckpointServices, "extensionUri" | "createCompute" | "strings" | "reportFailure">;
  readonly #checkpoints: Checkpoints;
  readonly #pages = new Set<ComparePage>();

  constructor(services: CheckpointServices, checkpoints: Checkpoints) {
    this.#services = services;
    this.#checkpoints = checkpoints;
  }

  /**
   * Shows what happened between two checkpoints, or two parts of one.
   *
   * @param argument `{ a, b? }`, each a Uri, a path, or `{ uri, part? }`; without it the open checkpoint and a file that
   * the person chooses
   * @returns the comparison as plain JSON; undefined if the person changes their mind
   * @throws Error with the message that the page shows, for a caller that named both
   */
  async run(argument: unknown): Promise<ComparisonSummary | undefined> {
    const { a: givenA, b: givenB } = Object(argument) as Record<string, unknown>;
    const isCaller = givenB !== undefined;
    const open = this.#checkpoints.active;
    const a = parseSide(givenA) ?? (argument instanceof Uri ? { uri: argument, part: undefined } : sideOf(open));
    const first = a ?? (await fileSide(l10n.t("Compare: A")));
    if (first === undefined) return undefined;
    const b = isCaller ? requiredSide(givenB) : await this.#other(first);
    if (b === undefined) return undefined;
    const page = new ComparePage(this.#services, first, b, () => {
      page.dispose();
      this.#pages.delete(page);
    });
    this.#pages.add(page);
    try {
      return summarizeComparison(await page.compare());
    } catch (thrown) {
      // The page's banner tells the person; a caller is told as well.
      if (isCaller) throw thrown;
      return undefined;
    }
  }

  dispose(): void {
    for (const page of this.#pages) page.dispose();
    this.#pages.clear();
  }

  /** Another part of the same file, or another file. */
  async #other({ uri, part }: ComparedUri): Promise<ComparedUri | undefined> {
    const snapshot = this.#checkpoints.pageOf(uri)?.snapshot;
    const own = part ?? snapshot?.part;
    const parts = (snapshot?.parts ?? []).filter(({ name }) => name !== own);
    if (parts.length === 0) return fileSide(l10n.t("Compare: B"));
    const items = [
      ...parts.map(({ name, numLayers }) => ({
        label: name === "" ? l10n.t("(top)") : name,
        description: l10n.t("{0} layers of the same file", numLayers),
        side: { uri, part: name },
      })),
      { label: l10n.t("$(folder-opened) Choose a File…"), description: "", side: null },
    ];
    const picked = await window.showQuickPick(items, { placeHolder: l10n.t("Compare with which weights?") });
    return picked === undefined ? undefined : (picked.side ?? fileSide(l10n.t("Compare: B")));
  }
}

function sideOf(page: CheckpointPage | undefined): ComparedUri | undefined {
  return page && { uri: page.uri, part: page.snapshot?.part };
}

async function fileSide(title: string): Promise<ComparedUri | undefined> {
  const uri = await askForCheckpoint(title);
  return uri && { uri, part: undefined };
}

function parseSide(value: unknown): ComparedUri | undefined {
  const { uri: given = value, part } = Object(value) as Record<string, unknown>;
  const uri = parseUri(value instanceof Uri ? value : given);
  return uri && { uri, part: typeof part === "string" ? part : undefined };
}

function requiredSide(value: unknown): ComparedUri {
  const side = parseSide(value);
  if (side !== undefined) return side;
  const message = l10n.t("b requires a Uri or a path, got {0}", JSON.stringify(value));
  throw new Failure({ kind: "input", code: "INVALID_INPUT", message, place: null });
}
