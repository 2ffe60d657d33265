// The byte scanner: numbers out of UTF-8 tables and JSON, and their statistics. One module, one memory.
export * from "./state";
export { scanNumber } from "./number";
export { scanTable, uses, width, delimiter, watchCounts, rowTexts, headerStart, headerLength } from "./table";
export { scanArrays, rank, lengths, counts, isLines } from "./arrays";
export { isRecords, numKeys, keys, recordTexts, unknownMembers } from "./records";
export {
  scanRun,
  scanRows,
  scanLines,
  scanOne,
  windowAddress,
  windowOffset,
  separator,
  followers,
  isJson,
  runValues,
  runGaps,
  runLengths,
  runAnchors,
  runCount,
  runPhase,
  runEnd,
  isCut,
} from "./runs";
export { accumulate, statistics, channels, inner, groupsPerRow } from "./statistics";
