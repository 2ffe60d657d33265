import { withAlpha, type Color, type Palette } from "../../charts/palette.ts";
import type { LineChartModel, LineRole } from "./chartModel.ts";

/** A network's colour on a canvas. */
export function roleColor(role: LineRole, palette: Palette): Color {
  switch (role) {
    case "plain":
      return palette.normalized;
    case "batchNorm":
      return palette.input;
    case "layerNorm":
    case "groupNorm":
    case "batchRenorm":
    case "noisy":
      return palette.activation;
    case "reference":
      return withAlpha(palette.reference, 0.65);
  }
}

/** What the plugin draws on top; changed before every update. */
export interface ChartState {
  model: LineChartModel;
  palette: Palette;
}
