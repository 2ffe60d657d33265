/** All canvases below a node, in reading order, through shadow roots. */
function canvasesOf(root: ParentNode): HTMLCanvasElement[] {
  return [...root.querySelectorAll("*")].flatMap((element) => {
    const own = element instanceof HTMLCanvasElement ? [element] : [];
    return element.shadowRoot === null ? own : [...own, ...canvasesOf(element.shadowRoot)];
  });
}

/**
 * The charts and ridgelines that are on the page as one PNG, each where it stands on the page, on the theme's
 * background; null where there are none.
 */
export async function pagePicture(root: ParentNode): Promise<Uint8Array | null> {
  const placed = canvasesOf(root)
    .map((canvas) => ({ canvas, box: canvas.getBoundingClientRect() }))
    .filter(({ box }) => box.width > 0 && box.height > 0);
  if (placed.length === 0) return null;
  const left = Math.min(...placed.map(({ box }) => box.left));
  const top = Math.min(...placed.map(({ box }) => box.top));
  const width = Math.max(...placed.map(({ box }) => box.right)) - left;
  const height = Math.max(...placed.map(({ box }) => box.bottom)) - top;
  const picture = document.createElement("canvas");
  const ratio = devicePixelRatio;
  picture.width = Math.ceil(width * ratio);
  picture.height = Math.ceil(height * ratio);
  const context = picture.getContext("2d");
  if (context === null) return null;
  context.fillStyle = getComputedStyle(document.body).backgroundColor;
  context.fillRect(0, 0, picture.width, picture.height);
  for (const { canvas, box } of placed) {
    const place = [box.left - left, box.top - top, box.width, box.height].map((pixels) => pixels * ratio);
    context.drawImage(canvas, place[0], place[1], place[2], place[3]);
  }
  const blob = await new Promise<Blob | null>((resolve) => {
    picture.toBlob(resolve);
  });
  return blob === null ? null : new Uint8Array(await blob.arrayBuffer());
}
