import type { HistoryDirection } from "../../../src/shared/report/protocol.ts";
import { ignore } from "./requests.ts";
import type { ReportStore } from "./store.ts";

/** What a key does with the history: Ctrl/Cmd+Z, Ctrl/Cmd+Shift+Z, Ctrl+Y; null for every other key. */
export function historyDirection(
  event: Pick<KeyboardEvent, "key" | "ctrlKey" | "metaKey" | "shiftKey" | "altKey">,
): HistoryDirection | null {
  if (!(event.ctrlKey || event.metaKey) || event.altKey) return null;
  const key = event.key.toLowerCase();
  if (key === "z") return event.shiftKey ? "redo" : "undo";
  return key === "y" && event.ctrlKey && !event.shiftKey ? "redo" : null;
}

/** Whether an event comes from a field of text, which has an undo of its own. A slider has none. */
export function hasOwnUndo(event: Event): boolean {
  const [origin] = event.composedPath();
  if (origin instanceof HTMLInputElement) return !withoutText.has(origin.type);
  return origin instanceof HTMLTextAreaElement;
}

const withoutText = new Set(["range", "checkbox", "radio", "button", "color"]);

/** Asks the host for a step through the history; nothing happens in the middle of a drag. */
export function stepHistory({ host, dragging }: ReportStore, direction: HistoryDirection): void {
  if (!dragging) host.request(`history/${direction}`).catch(ignore);
}
