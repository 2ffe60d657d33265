import { hatchOf } from "./patterns.ts";
import { round, SvgPath } from "./svgPath.ts";

/** The members of a 2D context that put something on the canvas, which a recording takes over. */
type Drawing = Pick<
  CanvasRenderingContext2D,
  | "arc"
  | "beginPath"
  | "bezierCurveTo"
  | "clip"
  | "closePath"
  | "fill"
  | "fillRect"
  | "fillText"
  | "lineTo"
  | "moveTo"
  | "rect"
  | "restore"
  | "save"
  | "stroke"
  | "strokeRect"
>;

let recordings = 0;

/**
 * What `draw` puts on a canvas, as SVG elements in CSS pixels. The context keeps its own state (colours, dashes, font,
 * transformation); only what draws is caught, so nothing of it is seen on the canvas. Chart.js hands lines over as
 * `Path2D`, which nobody can look into: while recording, the page's is one that can be read.
 * @param draw must draw everything at once, and anew: `chart.update("none")`
 */
export function recordSvg(context: CanvasRenderingContext2D, draw: () => void): string {
  const prototype = Object.getPrototypeOf(context) as CanvasRenderingContext2D;
  const base = context.getTransform();
  const prefix = `s${recordings++}`;
  const parts: string[] = [];
  const definitions: string[] = [];
  let path = new SvgPath();
  /** How many groups are open, one a clip, at each save. */
  const saved: number[] = [];
  let open = 0;

  const define = (make: (id: string) => string): string => {
    const id = `${prefix}-${definitions.length}`;
    definitions.push(make(id));
    return `url(#${id})`;
  };
  const transform = (): string => {
    const { a, b, c, d, e, f } = context.getTransform();
    const matrix = [a / base.a, b / base.a, c / base.a, d / base.a, (e - base.e) / base.a, (f - base.f) / base.a];
    const isIdentity = matrix.every((value, i) => Math.abs(value - (i === 0 || i === 3 ? 1 : 0)) < 1e-6);
    return isIdentity ? "" : ` transform="matrix(${matrix.map(round).join(" ")})"`;
  };
  const paint = (kind: "fill" | "stroke", style: string | CanvasGradient | CanvasPattern): string => {
    if (typeof style === "string") {
      return solid(kind, style);
    }
    const pattern = hatchOf(style);
    const url = pattern === null ? "none" : define((id) => hatchPattern(id, pattern.color, pattern.spacing));
    return ` ${kind}="${url}"`;
  };
  const dash = (): string => {
    const lengths = context.getLineDash();
    return lengths.length === 0 ? "" : ` stroke-dasharray="${lengths.map(round).join(" ")}"`;
  };
  const add = (d: string, look: string): void => {
    if (d !== "" && !d.includes("NaN")) {
      parts.push(`<path d="${d}"${look}${transform()}/>`);
    }
  };
  const fillLook = (): string => paint("fill", context.fillStyle);
  const strokeLook = (): string =>
    ` fill="none"${paint("stroke", context.strokeStyle)} stroke-width="${round(context.lineWidth)}"${dash()}`;
  const read = (given: unknown): string => (given instanceof SvgPath ? given : path).d;
  const boxed = (x: number, y: number, width: number, height: number): string => {
    const box = new SvgPath();
    box.rect(x, y, width, height);
    return box.d;
  };

  const drawing: Drawing = {
    beginPath: () => {
      path = new SvgPath();
    },
    moveTo: (x, y) => {
      path.moveTo(x, y);
    },
    lineTo: (x, y) => {
      path.lineTo(x, y);
    },
    bezierCurveTo: (...points) => {
      path.bezierCurveTo(...points);
    },
    rect: (...box) => {
      path.rect(...box);
    },
    arc: (x, y, radius, from, to) => {
      path.arc(x, y, radius, from, to);
    },
    closePath: () => {
      path.closePath();
    },
    fill: (given?: unknown) => {
      add(read(given), fillLook());
    },
    stroke: (given?: unknown) => {
      add(read(given), strokeLook());
    },
    fillRect: (...box) => {
      add(boxed(...box), fillLook());
    },
    strokeRect: (...box) => {
      add(boxed(...box), strokeLook());
    },
    fillText: (text, x, y) => {
      const position = `x="${round(x)}" y="${round(y + baselineShift(context))}" text-anchor="${anchor(context.textAlign)}"`;
      const look = ` style="font:${attribute(context.font)}"${fillLook()}${transform()}`;
      parts.push(`<text ${position}${look}>${escaped(text)}</text>`);
    },
    clip: () => {
      const { d } = path;
      parts.push(`<g clip-path="${define((id) => `<clipPath id="${id}"><path d="${d}"/></clipPath>`)}">`);
      open++;
    },
    save: () => {
      saved.push(open);
      prototype.save.call(context);
    },
    restore: () => {
      const before = saved.pop() ?? 0;
      parts.push("</g>".repeat(open - before));
      open = before;
      prototype.restore.call(context);
    },
  };

  const { Path2D: nativePath } = globalThis;
  Object.assign(context, drawing);
  Object.assign(globalThis, { Path2D: SvgPath });
  try {
    draw();
  } finally {
    Object.assign(globalThis, { Path2D: nativePath });
    for (const name of Object.keys(drawing)) Reflect.deleteProperty(context, name);
  }
  parts.push("</g>".repeat(open));
  const defs = definitions.length === 0 ? "" : `<defs>${definitions.join("")}</defs>`;
  return defs + parts.join("");
}

/** How far the baseline of letters lies below the line that the context places texts by; SVG viewers know only the baseline. */
function baselineShift(context: CanvasRenderingContext2D): number {
  const { textBaseline } = context;
  const placed = context.measureText("x").fontBoundingBoxAscent;
  context.textBaseline = "alphabetic";
  const { fontBoundingBoxAscent } = context.measureText("x");
  context.textBaseline = textBaseline;
  return fontBoundingBoxAscent - placed;
}

function anchor(align: CanvasTextAlign): string {
  return align === "center" ? "middle" : align === "right" || align === "end" ? "end" : "start";
}

/** The tile of `hatch`: three strokes, so that the corners of neighbouring tiles join. */
function hatchPattern(id: string, color: string, size: number): string {
  const d = [-size, 0, size].map((shift) => `M${shift} ${size}L${shift + size} 0`).join("");
  return `<pattern id="${id}" width="${size}" height="${size}" patternUnits="userSpaceOnUse"><path d="${d}"${solid("stroke", color)}/></pattern>`;
}

/** A colour as every viewer of SVG knows it: the opacity apart. */
function solid(kind: "fill" | "stroke", color: string): string {
  const found = /^rgba\((.*),\s*([\d.]+)\)$/.exec(color);
  return found === null
    ? ` ${kind}="${attribute(color)}"`
    : ` ${kind}="rgb(${found[1]})"${Number(found[2]) < 1 ? ` ${kind}-opacity="${found[2]}"` : ""}`;
}

/** A text inside an element. */
export function escaped(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}

function attribute(text: string): string {
  return escaped(text).replaceAll('"', "&quot;");
}
