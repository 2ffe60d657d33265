// WebP pictures, still and moving, from screenshots: a canvas of Chromium encodes, what is around the frames is written here.
import type { Page } from "playwright-core";

/** A frame of a moving picture: a PNG, and how long it stays. */
export interface Frame {
  readonly png: Buffer;
  readonly durationMs: number;
}

/** The part of a frame that differs from the one before, encoded. */
interface EncodedFrame {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  /** A WebP file, as base64. */
  readonly file: string;
}

interface Format {
  /** In pixels. */
  readonly width: number;
  /** 0 to 1. */
  readonly quality: number;
}

/** What is packed into the VSIX has to be small. */
const still: Format = { width: 900, quality: 0.55 };
const movie: Format = { width: 760, quality: 0.38 };

/** Scales a PNG down and encodes it. */
export async function stillWebp(page: Page, png: Buffer): Promise<Buffer> {
  const [frame] = await encode(page, [png], still);
  if (frame === undefined) throw new Error("a picture requires pixels");
  return Buffer.from(frame.file, "base64");
}

/**
 * A WebP that shows the frames one after the other, for ever. Each holds the rectangle that has changed; one without a change
 * lengthens the one before.
 *
 * **Source**: Google's WebP Container Specification: VP8X, ANIM and ANMF chunks.
 */
export async function movingWebp(page: Page, frames: readonly Frame[]): Promise<Buffer> {
  const pngs = frames.map(({ png }) => png);
  const encoded = await encode(page, pngs, movie);
  const parts: { frame: EncodedFrame; durationMs: number }[] = [];
  encoded.forEach((frame, n) => {
    const { durationMs } = frames[n];
    const last = parts.at(-1);
    if (frame !== undefined) parts.push({ frame, durationMs });
    else if (last !== undefined) last.durationMs += durationMs;
  });
  const first = parts[0].frame;
  const animation = 1 << 1;
  const canvas = chunk("VP8X", Buffer.concat([bytes(1, animation), bytes(3, 0), size(first)]));
  const forEver = chunk("ANIM", Buffer.concat([bytes(4, 0xffffffff), bytes(2, 0)]));
  const body = Buffer.concat([Buffer.from("WEBP"), canvas, forEver, ...parts.map(frameChunk)]);
  return Buffer.concat([Buffer.from("RIFF"), bytes(4, body.length), body]);
}

/** A frame covers what was there: neither blended nor disposed. */
function frameChunk({ frame, durationMs }: { frame: EncodedFrame; durationMs: number }): Buffer {
  const doNotBlend = 1 << 1;
  const place = [bytes(3, frame.x / 2), bytes(3, frame.y / 2), size(frame)];
  const head = [...place, bytes(3, Math.round(durationMs)), bytes(1, doNotBlend)];
  return chunk("ANMF", Buffer.concat([...head, imageChunk(Buffer.from(frame.file, "base64"))]));
}

/** The chunk with the picture: a frame may not hold the colour profile that stands before it in a file. */
function imageChunk(file: Buffer): Buffer {
  const riffHeader = 12;
  for (let at = riffHeader; at < file.length;) {
    const length = 8 + file.readUInt32LE(at + 4);
    const end = at + length + (length % 2);
    if (file.toString("latin1", at, at + 4) === "VP8 ") return file.subarray(at, end);
    at = end;
  }
  throw new Error("a lossy WebP requires a VP8 chunk");
}

function size({ width, height }: { width: number; height: number }): Buffer {
  return Buffer.concat([bytes(3, width - 1), bytes(3, height - 1)]);
}

/** A chunk's name, length and data, filled up to an even length. */
function chunk(name: string, data: Buffer): Buffer {
  return Buffer.concat([Buffer.from(name), bytes(4, data.length), data, Buffer.alloc(data.length % 2)]);
}

/** A little-endian unsigned number. */
function bytes(length: number, value: number): Buffer {
  const buffer = Buffer.alloc(length);
  buffer.writeUIntLE(value, 0, length);
  return buffer;
}

/** Encodes of pictures of one size what differs from the one before; undefined where nothing does. */
async function encode(page: Page, pngs: readonly Buffer[], format: Format): Promise<(EncodedFrame | undefined)[]> {
  const addresses = pngs.map((png) => `data:image/png;base64,${png.toString("base64")}`);
  const found = await page.evaluate(encodeInPage, { addresses, ...format });
  return found.map((frame) => frame ?? undefined);
}

/** Runs in a page of its own. Rectangles begin at even numbers, as WebP counts places in pairs of pixels. */
async function encodeInPage({
  addresses,
  width,
  quality,
}: Format & { addresses: readonly string[] }): Promise<(EncodedFrame | null)[]> {
  const frames: (EncodedFrame | null)[] = [];
  let before: ImageData | null = null;
  for (const address of addresses) {
    const image = new Image();
    image.src = address;
    await image.decode();
    const height = Math.round((image.naturalHeight * width) / image.naturalWidth);
    const canvas = new OffscreenCanvas(width, height);
    const context = canvas.getContext("2d", { alpha: false, willReadFrequently: true });
    if (context === null) throw new Error("no canvas");
    context.imageSmoothingQuality = "high";
    context.drawImage(image, 0, 0, width, height);
    const now = context.getImageData(0, 0, width, height);
    const box = changedBox(before, now);
    frames.push(box === null ? null : { ...box, file: await encoded(canvas, box) });
    before = now;
  }
  return frames;

  function changedBox(old: ImageData | null, { data, height }: ImageData): Omit<EncodedFrame, "file"> | null {
    if (old === null) return { x: 0, y: 0, width, height };
    let [left, top, right, bottom] = [width, height, -1, -1];
    const [a, b] = [new Uint32Array(old.data.buffer), new Uint32Array(data.buffer)];
    for (let n = 0; n < a.length; n++) {
      if (a[n] === b[n]) continue;
      left = Math.min(left, n % width);
      right = Math.max(right, n % width);
      top = Math.min(top, Math.floor(n / width));
      bottom = Math.floor(n / width);
    }
    if (right < 0) return null;
    const [x, y] = [left - (left % 2), top - (top % 2)];
    return { x, y, width: right - x + 1, height: bottom - y + 1 };
  }

  async function encoded(canvas: OffscreenCanvas, box: Omit<EncodedFrame, "file">): Promise<string> {
    const part = new OffscreenCanvas(box.width, box.height);
    part.getContext("2d", { alpha: false })?.drawImage(canvas, -box.x, -box.y);
    const blob = await part.convertToBlob({ type: "image/webp", quality });
    return new Promise((resolve) => {
      const reader = new FileReader();
      reader.onload = () => {
        resolve((reader.result as string).split(",")[1]);
      };
      reader.readAsDataURL(blob);
    });
  }
}
