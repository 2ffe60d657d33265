/** An SVG as a PNG with so many pixels for each one of CSS. */
export async function svgPng(
  { svg, width, height }: { readonly svg: string; readonly width: number; readonly height: number },
  ratio: number,
): Promise<Uint8Array> {
  const image = new Image(width, height);
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`;
  await image.decode();
  const canvas = new OffscreenCanvas(Math.round(width * ratio), Math.round(height * ratio));
  const context = canvas.getContext("2d");
  if (context === null) throw new Error("the browser has no 2d canvas");
  context.drawImage(image, 0, 0, canvas.width, canvas.height);
  return new Uint8Array(await (await canvas.convertToBlob({ type: "image/png" })).arrayBuffer());
}
