import type { ShownPart } from "../../../../src/shared/report/protocol.ts";
import type { ReportStore } from "../../store/store.ts";

const detailKey = "layerSections";

/** Which sections of the Layer tab a person has opened (true) or closed (false). */
export function savedSections({ view }: ReportStore): Readonly<Record<string, unknown>> {
  const saved = view.detail[detailKey];
  return typeof saved === "object" && saved !== null ? (saved as Record<string, unknown>) : {};
}

/** Opens or closes a section. */
export function setSection(store: ReportStore, name: string, isOpen: boolean): void {
  store.setDetail(detailKey, { ...savedSections(store), [name]: isOpen });
}

/** Goes to a section of the Layer tab, open, or to the verdict above them. Each time is another one: the weights to fold into may be others. */
export function showLayerSection(store: ReportStore, name: Exclude<ShownPart, "learn">): void {
  if (name !== "verdict") setSection(store, name, true);
  store.setDetail("layerShown", { name, times: shownTimes(store) + 1 });
  store.setView({ tab: "layer" });
}

/** How often a section was gone to. */
export function shownTimes({ view }: ReportStore): number {
  const { times } = (view.detail["layerShown"] ?? {}) as { times?: unknown };
  return typeof times === "number" ? times : 0;
}
