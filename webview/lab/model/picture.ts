/** What a picture is made of: canvases, vector graphics, and texts with the element that styles them. */
type Part = HTMLCanvasElement | SVGSVGElement | Text;

/** Parts that belong to using the page, not to what it shows. */
const controls = "button, input, [role='menu'], [role='slider'], .sr, vscode-option";

/** All parts below a node in reading order, through shadow roots and slots. */
function* partsOf(node: Node): Generator<Part> {
  if (node instanceof Text) {
    if (node.data.trim() !== "") yield node;
  } else if (node instanceof HTMLCanvasElement || node instanceof SVGSVGElement) {
    yield node;
  } else if (node instanceof ShadowRoot) {
    for (const child of node.childNodes) yield* partsOf(child);
  } else if (node instanceof Element && !node.matches(controls)) {
    const children =
      node instanceof HTMLSlotElement
        ? node.assignedNodes({ flatten: true })
        : (node.shadowRoot?.childNodes ?? node.childNodes);
    for (const child of children) yield* partsOf(child);
  }
}

/** The first element below a node that is marked as what a picture shows, through shadow roots. */
function pictured(root: ParentNode): Element | null {
  for (const element of root.querySelectorAll("*")) {
    if (element.hasAttribute("data-picture")) return element;
    const inside = element.shadowRoot === null ? null : pictured(element.shadowRoot);
    if (inside !== null) return inside;
  }
  return null;
}

/**
 * What the page shows as one PNG: charts, ridgelines and texts, each where it stands on the page, on the theme's
 * background; null where there is nothing to show.
 */
export async function pagePicture(root: ParentNode): Promise<Uint8Array | null> {
  const element = pictured(root);
  const box = element?.getBoundingClientRect();
  if (element === null || box === undefined || box.width === 0 || box.height === 0) return null;
  const canvas = document.createElement("canvas");
  const ratio = devicePixelRatio;
  canvas.width = Math.ceil(box.width * ratio);
  canvas.height = Math.ceil(box.height * ratio);
  const context = canvas.getContext("2d");
  if (context === null) return null;
  context.fillStyle = getComputedStyle(document.body).backgroundColor;
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.setTransform(ratio, 0, 0, ratio, -box.left * ratio, -box.top * ratio);
  for (const part of partsOf(element)) {
    if (part instanceof Text) drawText(context, part);
    else if (part instanceof SVGSVGElement) drawVector(context, part);
    else drawCanvas(context, part);
  }
  const blob = await new Promise<Blob | null>((resolve) => {
    canvas.toBlob(resolve);
  });
  return blob === null ? null : new Uint8Array(await blob.arrayBuffer());
}

function drawCanvas(context: CanvasRenderingContext2D, canvas: HTMLCanvasElement): void {
  const { left, top, width, height } = canvas.getBoundingClientRect();
  if (width > 0 && height > 0) context.drawImage(canvas, left, top, width, height);
}

/** Word by word, since only the browser knows where it broke the lines. */
function drawText(context: CanvasRenderingContext2D, text: Text): void {
  const parent = text.parentElement ?? (text.getRootNode() as ShadowRoot).host;
  const style = getComputedStyle(parent);
  const range = document.createRange();
  context.font = `${style.fontStyle} ${style.fontWeight} ${style.fontSize} ${style.fontFamily}`;
  context.fillStyle = style.color;
  context.textBaseline = "middle";
  for (const { 0: word, index } of text.data.matchAll(/\S+/g)) {
    range.setStart(text, index);
    range.setEnd(text, index + word.length);
    const { left, top, width, height } = range.getBoundingClientRect();
    if (width === 0 || style.visibility === "hidden") continue;
    context.fillText(style.textTransform === "uppercase" ? word.toUpperCase() : word, left, top + height / 2, width);
  }
}

/** Lines and areas; their coordinates are brought to the page's, so that a line's width stays what it is there. */
function drawVector(context: CanvasRenderingContext2D, vector: SVGSVGElement): void {
  for (const shape of vector.querySelectorAll<SVGGraphicsElement>("path, line")) {
    const matrix = shape.getScreenCTM();
    if (matrix === null) continue;
    const path = new Path2D();
    path.addPath(
      new Path2D(shape instanceof SVGLineElement ? lineData(shape) : (shape.getAttribute("d") ?? "")),
      matrix,
    );
    const style = getComputedStyle(shape);
    context.save();
    context.globalAlpha = Number(style.opacity);
    if (style.fill !== "none") {
      context.fillStyle = style.fill;
      context.fill(path);
    }
    if (style.stroke !== "none") {
      context.strokeStyle = style.stroke;
      context.lineWidth = parseFloat(style.strokeWidth);
      context.setLineDash(style.strokeDasharray === "none" ? [] : style.strokeDasharray.split(",").map(parseFloat));
      context.stroke(path);
    }
    context.restore();
  }
}

function lineData(line: SVGLineElement): string {
  const at = (name: string): string => line.getAttribute(name) ?? "0";
  return `M${at("x1")} ${at("y1")}L${at("x2")} ${at("y2")}`;
}
