import assert from "node:assert/strict";
import { zipSync } from "fflate";
import { bytesSource } from "../../../../src/documents/stream/sources/byteSource.ts";
import { type FilePlan } from "../../../../src/documents/stream/plans/filePlan.ts";
import { planFile } from "../../../../src/documents/stream/plans/planFile.ts";
import { npyBytes } from "../../../../src/documents/write/index.ts";
import { defaultOptions } from "./helpers.ts";

/** An .npy file of any type: its header's text, and its bytes. */
function npy(descr: string, shape: string, data: Uint8Array, isFortran = false): Uint8Array {
  const order = isFortran ? "True" : "False";
  const header = `{'descr': ${descr}, 'fortran_order': ${order}, 'shape': (${shape},), }\n`;
  const head = Uint8Array.from(
    `\x93NUMPY\x01\x00${String.fromCharCode(header.length & 255, header.length >> 8)}${header}`,
    (c) => c.charCodeAt(0),
  );
  return join(head, data);
}

function join(...parts: Uint8Array[]): Uint8Array {
  return Uint8Array.from(parts.flatMap((part) => Array.from(part)));
}

function float64(...values: number[]): Uint8Array {
  return new Uint8Array(Float64Array.from(values).buffer);
}

function array(shape: readonly number[], ...values: number[]): Uint8Array {
  return npyBytes({ shape, data: Float64Array.from(values) }, "float64");
}

function plan(bytes: Uint8Array, path?: string): FilePlan {
  return planFile(bytesSource(bytes), defaultOptions, path);
}

/** The numbers that a plan in memory holds. */
function inMemory({ memory }: FilePlan): number[] {
  assert.ok(memory, "the rows are not in memory");
  return Array.from(new Float64Array(memory.bytes.slice().buffer));
}

const said = ({ notices }: FilePlan) => notices.map(({ message }) => message);

describe("files of arrays", () => {
  it("are put into row order where the first axis varies fastest", () => {
    const { lengths, names, ...rest } = plan(npy("'<f8'", "2, 3", float64(1, 4, 2, 5, 3, 6), true));
    assert.deepEqual([lengths, names], [[3], ["Feature 1", "Feature 2", "Feature 3"]]);
    assert.deepEqual(inMemory({ lengths, names, ...rest }), [1, 2, 3, 4, 5, 6]);
  });

  it("stay in the file where a single axis is in Fortran order, or the bytes are big-endian", () => {
    const vector = plan(npy("'<f8'", "3", float64(1, 2, 3), true));
    assert.deepEqual([vector.rows.kind, vector.memory], ["binary", undefined]);
    const { rows } = plan(npy("'>i2'", "2, 1", Uint8Array.of(0, 1, 0, 2)));
    assert.ok(rows.kind === "binary" && !rows.littleEndian && rows.element === "int16");
  });

  it("have a column for each field of a structured array, without texts and what pads it", () => {
    const fields =
      "[('x', '<f8'), ('name', '|S2'), ('', '|V1'), ('y', '|u1'), ('v', '|i1', (2,)), ('p', [('q', '|b1')])]";
    const record = (x: number, ...bytes: number[]) => join(float64(x), Uint8Array.from([65, 66, 0, ...bytes]));
    const planned = plan(npy(fields, "2", join(record(0.5, 7, 1, 255, 1), record(1.5, 8, 2, 3, 0))));
    assert.deepEqual(planned.names, ["x", "y", "v[0]", "v[1]", "p.q"]);
    assert.deepEqual(inMemory(planned), [0.5, 7, 1, -1, 1, 1.5, 8, 2, 3, 0]);
    assert.deepEqual(said(planned), ["Field name is left out: its type |S2 is none of real numbers."]);
  });

  it("say what stands behind the first of several that were appended, and read another by its number", () => {
    const bytes = join(array([2, 1], 1, 2), array([3, 2], 1, 2, 3, 4, 5, 6), array([1, 1], 9));
    const first = plan(bytes);
    assert.deepEqual(first.lengths, [1]);
    assert.deepEqual(
      first.arrays.map(({ path, shape }) => [path, shape]),
      [
        ["[0]", [2, 1]],
        ["[1]", [3, 2]],
        ["[2]", [1, 1]],
      ],
    );
    const length = array([2, 1], 1, 2).length;
    assert.deepEqual(said(first), [
      `The array ends at byte ${length} of ${bytes.length}: the file holds 2 more, which are not read.`,
    ]);
    const second = plan(bytes, "[1]");
    assert.ok(second.rows.kind === "binary");
    assert.deepEqual([second.lengths, second.rows.end - second.rows.start], [[2], 48]);
  });

  it("say what else stands behind an array", () => {
    const bytes = join(array([2], 1, 2), Uint8Array.of(1, 2, 3));
    assert.match(said(plan(bytes)).join(), /ends at byte \d+ of \d+: what stands behind it is not read/);
    assert.deepEqual(said(plan(array([2], 1, 2))), []);
  });

  it("in an archive: the one of most values, whatever they take, or the one that is asked for", () => {
    const bytes = zipSync({
      "x.npy": npy("'|u1'", "3, 2", Uint8Array.of(1, 2, 3, 4, 5, 6)),
      "y.npy": array([4], 1, 2, 3, 4),
      "names.npy": npy("'<U1'", "1", new Uint8Array(4)),
      "readme.txt": Uint8Array.of(1),
    });
    const largest = plan(bytes);
    assert.deepEqual([largest.path, inMemory(largest)], ["x", [1, 2, 3, 4, 5, 6]]);
    assert.deepEqual(said(largest).slice(1), ["Tensors of types that are not read: names (<U1)."]);
    assert.match(said(largest)[0], /^2 tensors are here; the largest is read, x \(3 × 2\)/);
    assert.deepEqual(inMemory(plan(bytes, "y")), [1, 2, 3, 4]);
  });
});
