import { DocumentError } from "../../documentError.ts";
import { planArray } from "./arrayPlan.ts";
import type { FileHead, FilePlan } from "./filePlan.ts";
import { maxWholeBytes, tooLarge } from "./wholePlan.ts";

/**
 * How a JSON text is read: row by row where it is one array of numbers, JSON Lines of such, or objects with the same keys
 * and numbers only, which mean the same to any reader; else whole, for the reader of texts to decide what it means.
 *
 * @returns null where the head has to be longer to tell
 * @throws DocumentError as `planArray`, for a file that is too large to be read whole
 */
export function planJson(head: FileHead, languageId: string, path?: string): FilePlan | "whole" | null {
  if (head.size > maxWholeBytes) {
    const plan = planArray(head, languageId, path);
    const isPart = plan !== null && /(?:^|\.)(?:index|columns|shape)$/.test(plan.path);
    if (plan?.others === "nested" || (path === undefined && isPart)) throw tooLarge(head.size);
    return plan;
  }
  if (path !== undefined || !/^\ufeff?\s*(?:\[|\{[^]*\}\s*\n\s*\{|-?\d)/.test(head.text)) return "whole";
  // What goes on in the same line is no JSON Lines.
  if (languageId !== "jsonl" && /[\]}][ \t]*[[{]/.test(head.text)) return "whole";
  try {
    const plan = planArray(head, languageId, path);
    return plan === null || isTidy(plan, head.text) ? plan : "whole";
  } catch (thrown) {
    if (thrown instanceof DocumentError) return "whole";
    throw thrown;
  }
}

/** Whether rows say the same one by one as all together: of one array that the text begins with, or of lines. */
function isTidy({ path, arrays, others, rows, dataStart }: FilePlan, text: string): boolean {
  const isLines = rows.kind !== "binary" && rows.kind !== "table" && rows.isLines;
  if (path !== "" || arrays.length > 0 || others !== undefined) return false;
  if (isLines) return true;
  const bracket = /^\ufeff?\s*\[/.exec(text);
  const first = bracket === null ? -1 : new TextEncoder().encode(bracket[0]).length;
  return rows.kind === "array" ? dataStart === first : first >= 0;
}
