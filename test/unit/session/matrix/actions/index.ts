import type { Action } from "./action.ts";
import { besideActions } from "./beside.ts";
import { layerActions } from "./layer.ts";
import { readingActions } from "./reading.ts";
import { tabActions } from "./tabs.ts";
import { writingActions } from "./writing.ts";

/** Every action on a report. A new one is one entry in one of these lists. */
export const actions: readonly Action[] = [
  ...readingActions,
  ...tabActions,
  ...layerActions,
  ...writingActions,
  ...besideActions,
];
