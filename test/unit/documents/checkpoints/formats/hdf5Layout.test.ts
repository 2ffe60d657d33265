import assert from "node:assert/strict";
import { Cursor } from "../../../../../src/documents/checkpoints/hdf5/cursor.ts";
import { readLayout } from "../../../../../src/documents/checkpoints/hdf5/dataset.ts";

/** Eight bytes of a number, the lowest first, as addresses and lengths are written. */
const eight = (value: number): number[] => [value & 255, value >> 8, 0, 0, 0, 0, 0, 0];

const read = (...bytes: number[]) => readLayout(new Cursor(Uint8Array.from(bytes), { offset: 8, length: 8 }));

/** Version 4, chunked, flags, two axes of one byte each (6 × 4 bytes), and that one chunk is all. */
const single = (flags: number): number[] => [4, 2, flags, 2, 1, 6, 4, 1];

// Source: HDF5 File Format Specification, IV.A.2.i, version 4: what h5py writes with libver="latest".
describe("the layout of an HDF5 dataset in one chunk", () => {
  it("has the chunk's packed length and the filters left out, where it is filtered", () => {
    assert.deepEqual(read(...single(2), ...eight(300), 1, 0, 0, 0, ...eight(2048)), {
      ...{ kind: "singleChunk", packedLength: 300, mask: 1, address: 2048 },
    });
  });

  it("has its address alone, where it is not", () => {
    assert.deepEqual(read(...single(0), ...eight(2048)), {
      ...{ kind: "singleChunk", packedLength: null, mask: 0, address: 2048 },
    });
  });

  it("is of a kind that is not read, where the chunks have another index", () => {
    assert.equal(read(4, 2, 0, 2, 1, 6, 4, 3).kind, "other");
  });
});
