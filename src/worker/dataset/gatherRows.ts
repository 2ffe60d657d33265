import type { Tensor } from "../../engine/index.ts";

/** The rows of a (N, C) tensor with these numbers, in their order. */
export function gatherRows({ data, shape }: Tensor, numbers: ArrayLike<number>): Tensor {
  const width = shape[1];
  const gathered = new Float64Array(numbers.length * width);
  for (let i = 0; i < numbers.length; i++) {
    gathered.set(data.subarray(numbers[i] * width, (numbers[i] + 1) * width), i * width);
  }
  return { data: gathered, shape: [numbers.length, width] };
}
