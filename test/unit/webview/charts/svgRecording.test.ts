import assert from "node:assert/strict";
import { recordSvg } from "../../../../webview/charts/svgRecording.ts";

interface State {
  fillStyle: string;
  strokeStyle: string;
  lineWidth: number;
  font: string;
  textAlign: string;
  textBaseline: string;
  dash: number[];
  matrix: { a: number; b: number; c: number; d: number; e: number; f: number };
}

/** The state of a 2D context, on a screen with two pixels a CSS pixel. Only its state: drawing must not reach it. */
class FakeContext implements State {
  fillStyle = "#102030";
  strokeStyle = "rgba(1, 2, 3, 0.25)";
  lineWidth = 2;
  font = '11px "Segoe UI"';
  textAlign = "center";
  textBaseline = "middle";
  dash: number[] = [];
  matrix = { a: 2, b: 0, c: 0, d: 2, e: 0, f: 0 };
  readonly #saved: State[] = [];

  save(): void {
    this.#saved.push(Object.assign({} as State, this, { matrix: { ...this.matrix } }));
  }
  restore(): void {
    Object.assign(this, this.#saved.pop());
  }
  getTransform(): State["matrix"] {
    return { ...this.matrix };
  }
  translate(x: number, y: number): void {
    this.matrix.e += this.matrix.a * x;
    this.matrix.f += this.matrix.d * y;
  }
  getLineDash(): number[] {
    return this.dash;
  }
  setLineDash(dash: number[]): void {
    this.dash = dash;
  }
  measureText(): { fontBoundingBoxAscent: number } {
    return { fontBoundingBoxAscent: this.textBaseline === "middle" ? 6 : 10 };
  }
}

function recorded(draw: (context: CanvasRenderingContext2D) => void): string {
  const context = new FakeContext() as unknown as CanvasRenderingContext2D;
  return recordSvg(context, () => {
    draw(context);
  });
}

describe("recordSvg", () => {
  it("writes a stroked line with colour, opacity, width and dashes", () => {
    const svg = recorded((context) => {
      context.setLineDash([4, 3]);
      context.beginPath();
      context.moveTo(0, 1.23456);
      context.lineTo(10, 5);
      context.stroke();
    });
    assert.equal(
      svg,
      '<path d="M0 1.23L10 5" fill="none" stroke="rgb(1, 2, 3)" stroke-opacity="0.25" stroke-width="2" stroke-dasharray="4 3"/>',
    );
  });

  it("reads lines that are handed over as Path2D", () => {
    const svg = recorded((context) => {
      const line = new Path2D();
      line.moveTo(1, 2);
      line.lineTo(3, 4);
      context.stroke(line);
    });
    assert.match(svg, /d="M1 2L3 4"/);
  });

  it("draws a whole circle as two arcs", () => {
    const svg = recorded((context) => {
      context.beginPath();
      context.arc(10, 10, 4, 0, 2 * Math.PI);
      context.closePath();
      context.fill();
    });
    assert.equal(svg, '<path d="M14 10A4 4 0 0 1 6 10A4 4 0 0 1 14 10Z" fill="#102030"/>');
  });

  it("clips until the state is restored", () => {
    const svg = recorded((context) => {
      context.save();
      context.beginPath();
      context.rect(0, 0, 5, 5);
      context.clip();
      context.fillRect(0, 0, 9, 9);
      context.restore();
      context.fillRect(1, 1, 1, 1);
    });
    assert.match(
      svg,
      /^<defs><clipPath id="([^"]+)"><path d="M0 0H5V5H0Z"\/><\/clipPath><\/defs><g clip-path="url\(#\1\)">/,
    );
    assert.match(svg, /<\/g><path d="M1 1H2V2H1Z" fill="#102030"\/>$/);
  });

  it("places texts by their baseline and escapes them", () => {
    const svg = recorded((context) => {
      context.fillText('<img src="x"> & y', 20, 30);
    });
    assert.equal(
      svg,
      '<text x="20" y="34" text-anchor="middle" style="font:11px &quot;Segoe UI&quot;" fill="#102030">&lt;img src="x"&gt; &amp; y</text>',
    );
  });

  it("keeps a transformation, in CSS pixels", () => {
    const svg = recorded((context) => {
      context.translate(7, 8);
      context.fillRect(0, 0, 1, 1);
    });
    assert.match(svg, /transform="matrix\(1 0 0 1 7 8\)"/);
  });

  it("leaves the context and the page as they were, even where drawing fails", () => {
    const context = new FakeContext();
    const before = globalThis.Path2D;
    assert.throws(() =>
      recordSvg(context as unknown as CanvasRenderingContext2D, () => {
        throw new Error("no");
      }),
    );
    assert.equal(Object.hasOwn(context, "fillText"), false);
    assert.equal(globalThis.Path2D, before);
  });
});
