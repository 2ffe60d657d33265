import { gapBytes, KernelMemory, workspaceBytes } from "./kernelMemory.ts";
import { instantiateKernels } from "./kernelModule.ts";

/**
 * Tensors that kernels reach without a copy lie in segments: WebAssembly memories with kernels of their own, filled from
 * the beginning to the end. No place is ever used twice, so that no result can be overwritten by a later one. A segment is
 * freed as a whole, by the collector, when nothing refers to its buffer any more: no tensor, and no view on a part of one.
 */
interface Segment {
  readonly memory: KernelMemory;
  /** Bytes of the largest tensor that it takes: a larger one would not find room in it for its like. */
  readonly largestTensor: number;
  /** Where the next tensor begins. */
  next: number;
}

/** A segment has room for so many tensors of the largest that it takes: kernels work without a copy inside a segment only. */
const tensorsPerSegment = 8;
/** Memory that nobody has written to takes none of the machine's. */
const smallestSegment = 2 ** 25;
const largestSegment = 2 ** 30;
/** What a memory of WebAssembly can have at most, less its last page, so that no end overflows 32 bits. */
const largestMemory = 2 ** 32 - 2 ** 16;
const cacheLine = 64;

/** By the buffers that tensors refer to: a segment lives as long as one of its tensors. */
const segments = new WeakMap<ArrayBufferLike, Segment>();
let newest: WeakRef<Segment> | null = null;

/** Zeros in a segment; null where there is no WebAssembly, or no room. */
export function allocateInSegment(length: number): Float32Array | null {
  const numBytes = length * Float32Array.BYTES_PER_ELEMENT;
  const segment = roomyEnough(newest?.deref(), numBytes) ?? createSegment(numBytes);
  if (segment === null) {
    return null;
  }
  const { buffer } = segment.memory;
  const address = segment.next;
  segment.next = Math.ceil((address + numBytes) / cacheLine) * cacheLine + gapBytes;
  return new Float32Array(buffer, address, length);
}

/** The memory of the segment that an array lies in; undefined for any other array. */
export function segmentMemoryOf(data: Float32Array): KernelMemory | undefined {
  return segments.get(data.buffer)?.memory;
}

function roomyEnough(segment: Segment | undefined, numBytes: number): Segment | null {
  if (segment === undefined || numBytes > segment.largestTensor) {
    return null;
  }
  return segment.next + numBytes <= segment.memory.buffer.byteLength ? segment : null;
}

function createSegment(numBytes: number): Segment | null {
  const room = Math.min(Math.max(tensorsPerSegment * (numBytes + 2 * gapBytes), smallestSegment), largestSegment);
  const start = Math.ceil(workspaceBytes / cacheLine) * cacheLine;
  const total = start + Math.max(room, numBytes);
  const instance = total <= largestMemory ? instantiateKernels(total) : null;
  if (instance === null) {
    return null;
  }
  const largestTensor = Math.max(numBytes, room / tensorsPerSegment - 2 * gapBytes);
  const segment = { memory: new KernelMemory(instance), largestTensor, next: start };
  segments.set(instance.buffer, segment);
  newest = new WeakRef(segment);
  return segment;
}
