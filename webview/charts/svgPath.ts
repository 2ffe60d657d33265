/** What of a canvas path SVG has to know, in the order of its calls. Stands in for `Path2D` while a chart is recorded. */
export class SvgPath {
  /** The `d` of a `<path>`. */
  d = "";

  moveTo(x: number, y: number): void {
    this.d += `M${place(x, y)}`;
  }

  lineTo(x: number, y: number): void {
    this.d += `${this.d === "" ? "M" : "L"}${place(x, y)}`;
  }

  bezierCurveTo(...[x1, y1, x2, y2, x, y]: [number, number, number, number, number, number]): void {
    this.d += `C${place(x1, y1)} ${place(x2, y2)} ${place(x, y)}`;
  }

  rect(x: number, y: number, width: number, height: number): void {
    this.d += `M${place(x, y)}H${round(x + width)}V${round(y + height)}H${round(x)}Z`;
  }

  /** Clockwise, as charts draw. A whole circle is two halves: SVG draws no arc that ends where it starts. */
  arc(x: number, y: number, radius: number, from: number, to: number): void {
    const at = (angle: number): [number, number] => [x + radius * Math.cos(angle), y + radius * Math.sin(angle)];
    const end = Math.min(to, from + 2 * Math.PI);
    this.lineOrMoveTo(...at(from));
    for (const angle of [(from + end) / 2, end]) {
      this.d += `A${round(radius)} ${round(radius)} 0 0 1 ${place(...at(angle))}`;
    }
  }

  closePath(): void {
    this.d += this.d === "" ? "" : "Z";
  }

  private lineOrMoveTo(x: number, y: number): void {
    if (this.d === "" || this.d.endsWith("Z")) this.moveTo(x, y);
    else this.lineTo(x, y);
  }
}

/** A hundredth of a pixel is more than can be seen; shorter numbers make the file a third of the size. */
export function round(value: number): number {
  return Math.round(value * 100) / 100;
}

function place(x: number, y: number): string {
  return `${round(x)} ${round(y)}`;
}
