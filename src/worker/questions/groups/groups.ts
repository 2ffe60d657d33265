import { groupHistograms, groupMoments, mergeMoments, moments, type Moments } from "../../../engine/index.ts";
import {
  numGroupsShown,
  type GroupHistograms,
  type GroupHistogramsQuestion,
  type GroupMoments,
} from "../../../shared/report/groups.ts";
import type { DatasetColumns } from "../../dataset/datasetColumns.ts";
import { packHistograms } from "../../dataset/packHistograms.ts";
import { requireFeature } from "../../dataset/requireFeature.ts";
import { grouping } from "./labels.ts";

/**
 * Where the groups of a column lie in every feature, and how much of its variance they explain.
 *
 * @throws Failure NO_COLUMN
 */
export function datasetGroupMoments(columns: DatasetColumns, column: string): GroupMoments {
  const { names, others, numGroups, groupOf, shownAs } = grouping(columns, column);
  const width = numGroupsShown({ names, others });
  const numFeatures = columns.names.length;
  const [count, mean, variance] = Array.from({ length: 3 }, () => new Float64Array(numFeatures * width));
  const explained = new Float64Array(numFeatures);
  for (let c = 0; c < numFeatures; c++) {
    const found = groupMoments(columns.valuesOf(c), groupOf, numGroups);
    explained[c] = found.explained;
    const shown: Moments[] = Array.from({ length: width }, () => moments([]));
    found.groups.forEach((group, g) => (shown[shownAs[g]] = mergeMoments(shown[shownAs[g]], group)));
    shown.forEach((group, g) => {
      count[c * width + g] = group.count;
      mean[c * width + g] = group.mean;
      variance[c * width + g] = group.variance;
    });
  }
  return { names, others, count, mean, variance, explained };
}

/**
 * Histograms of the groups of a column in some features.
 *
 * @throws Failure NO_COLUMN; NO_FEATURE
 */
export function datasetGroupHistograms(
  columns: DatasetColumns,
  { column, features }: GroupHistogramsQuestion,
): GroupHistograms {
  const { names, others, groupOf, shownAs } = grouping(columns, column);
  const shownGroupOf = groupOf.map((group) => shownAs[group]);
  const width = numGroupsShown({ names, others });
  return packHistograms(
    features.flatMap((feature) => {
      requireFeature(feature, columns.names.length);
      return groupHistograms(columns.valuesOf(feature), shownGroupOf, width);
    }),
  );
}
