import { t } from "@vscode/l10n";
import { noNumbersMessage, noRowsMessage } from "../../../documents/table/tableWords.ts";
import { columnRole } from "../../../documents/grid/columnRole.ts";
import { excerpt } from "../../../documents/text/excerpt.ts";
import type { ByteSource } from "../../../documents/stream/sources/byteSource.ts";
import { withUses } from "../../../documents/stream/plans/tablePlan.ts";
import type { FilePlan } from "../../../documents/stream/plans/filePlan.ts";
import type { StreamedUse } from "../../../documents/stream/plans/rowPlan.ts";
import type { FileTotals } from "./fileTotals.ts";
import { fileFailure } from "../fileFailure.ts";
import { scanPlan, type FileScan, type ScanOptions } from "./planScan.ts";
import { scanTable } from "./tableScan.ts";

export type { FileScan, RowChannels, ScanProgress } from "./planScan.ts";
import type { ScanPool } from "./scanPool.ts";

/** How often columns may turn out to be something else than they were taken for. */
const maxCorrections = 3;
/**
 * Reads a file once and gathers the statistics of all its channels. A column that was taken for text and turns out to be
 * numbers, or the other way round, makes it read the file again; so do numbers that may have another decimal point.
 *
 * @throws Failure RAGGED, NOT_A_NUMBER, NO_NUMBERS, MISSING_VALUE, BROKEN_JSON, EMPTY, … with the line
 */
export async function scanFile(
  source: ByteSource,
  pool: ScanPool,
  first: FilePlan,
  options: ScanOptions,
): Promise<FileScan> {
  if (first.table !== undefined) return scanTable(source, pool, first, first.table, options);
  let plan = first;
  for (let correction = 0; ; correction++) {
    if (plan.names.length === 0) throw noNumbers(plan.columns ?? []);
    const scan = await scanPlan(source, pool, plan, options);
    if (scan.totals.rows === 0 && scan.totals.incompleteRows === 0) throw fileFailure("EMPTY", noRowsMessage());
    const uses = correctUses(scan);
    if (uses === null || correction === maxCorrections) return scan;
    plan = withUses(plan, uses);
  }
}

/**
 * The uses of the keys of objects as the whole file shows them to be; null where they were right.
 *
 * @throws Failure NOT_A_NUMBER for a key of numbers with a few texts
 */
function correctUses({ plan, totals }: FileScan): StreamedUse[] | null {
  const { rows, columns } = plan;
  if (rows.kind !== "records" || columns === null) return null;
  let slot = 0;
  const corrected = rows.uses.map((use, c): StreamedUse => {
    if (use !== "numbers") return use;
    const found = totals.texts.get(slot);
    const numbers = totals.moments[slot].count;
    slot++;
    if (found === undefined) return numbers === 0 && totals.rows + totals.incompleteRows > 0 ? emptyUse(totals) : use;
    if (columnRole({ numbers, texts: found.count }) === "spoiled") {
      throw fileFailure(
        "NOT_A_NUMBER",
        t("expected a number in column {0}, got {1} (line {2})", columns[c], excerpt(found.text), found.line),
      );
    }
    return "watch";
  });
  return corrected.every((use, c) => use === rows.uses[c]) ? null : corrected;
}

/** A column without any value is left out, unless that is so because no row is complete. */
function emptyUse({ rows }: FileTotals): StreamedUse {
  return rows > 0 ? "watch" : "numbers";
}

function noNumbers(names: readonly string[]): Error {
  return fileFailure("NO_NUMBERS", noNumbersMessage(names));
}
