import type { LayerFile } from "../../documents/layers/index.ts";

type BytesFile = Extract<LayerFile, { kind: "bytes" }>;

/** Files stand in the params of a request, or in a question there. */
const deepest = 2;

/** Whether a request carries a checkpoint in the place of an array file. */
export function hasCheckpoint(params: unknown, depth = 0): boolean {
  if (typeof params !== "object" || params === null || depth > deepest) return false;
  return isCheckpointFile(params) || Object.values(params).some((value) => hasCheckpoint(value, depth + 1));
}

/** The params with the arrays of each checkpoint in its place. */
export async function withArrays(
  params: unknown,
  read: (file: BytesFile) => Promise<Uint8Array>,
  depth = 0,
): Promise<unknown> {
  if (!hasCheckpoint(params, depth)) return params;
  const given = params as object;
  if (isCheckpointFile(given)) {
    const { kind, fileName, own } = given;
    return { kind, fileName, bytes: await read(given), ...(own && { own }) };
  }
  const entries = Object.entries(given).map(
    async ([key, value]: [string, unknown]) => [key, await withArrays(value, read, depth + 1)] as const,
  );
  return Object.fromEntries(await Promise.all(entries));
}

function isCheckpointFile(value: object): value is BytesFile {
  return "checkpoint" in value && value.checkpoint !== undefined && "fileName" in value;
}
