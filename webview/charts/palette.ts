/** An opaque or transparent colour as canvas takes it. */
export type Color = readonly [red: number, green: number, blue: number, alpha: number];

/** The theme's colours by their role in the charts, and its font. */
export interface Palette {
  readonly input: Color;
  readonly normalized: Color;
  readonly output: Color;
  readonly activation: Color;
  /** N(0, 1), whole data, what is expected. */
  readonly reference: Color;
  readonly grid: Color;
  readonly zero: Color;
  readonly text: Color;
  readonly dimText: Color;
  readonly background: Color;
  readonly highContrast: boolean;
  readonly fontFamily: string;
}

const tokens = {
  input: "var(--vscode-charts-blue)",
  normalized: "var(--vscode-charts-yellow)",
  output: "var(--vscode-charts-green)",
  activation: "var(--vscode-charts-purple)",
  reference: "var(--vscode-charts-foreground, var(--vscode-foreground))",
  zero: "var(--vscode-charts-lines, var(--vscode-foreground))",
  text: "var(--vscode-foreground)",
  dimText: "var(--vscode-descriptionForeground, var(--vscode-foreground))",
  background: "var(--vscode-editor-background)",
} as const;

/** Canvas text: the smallest size that the page uses. */
export const axisFontSize = 11;

export function css([red, green, blue, alpha]: Color): string {
  return `rgba(${red}, ${green}, ${blue}, ${alpha})`;
}

export function withAlpha([red, green, blue, alpha]: Color, factor: number): Color {
  return [red, green, blue, alpha * factor];
}

/** A colour between two, for the shades of a heat map. */
export function mix(from: Color, to: Color, share: number): Color {
  const between = (a: number, b: number): number => a + (b - a) * share;
  return [between(from[0], to[0]), between(from[1], to[1]), between(from[2], to[2]), between(from[3], to[3])];
}

/**
 * The theme's colours, resolved by the browser: a probe element computes what the token stands for (`color-mix`, `hsl`
 * …), a canvas of one pixel turns that into numbers.
 */
export function readPalette(host: Element): Palette {
  const probe = document.createElement("span");
  probe.hidden = true;
  (host.shadowRoot ?? host).append(probe);
  const context = onePixel();
  const resolve = (value: string): Color => {
    probe.style.color = "";
    probe.style.color = value;
    context.clearRect(0, 0, 1, 1);
    context.fillStyle = getComputedStyle(probe).color;
    context.fillRect(0, 0, 1, 1);
    const [red, green, blue, alpha] = context.getImageData(0, 0, 1, 1).data;
    return [red, green, blue, alpha / 255];
  };
  try {
    const zero = resolve(tokens.zero);
    const highContrast = document.body.className.includes("vscode-high-contrast");
    return {
      input: resolve(tokens.input),
      normalized: resolve(tokens.normalized),
      output: resolve(tokens.output),
      activation: resolve(tokens.activation),
      reference: resolve(tokens.reference),
      grid: withAlpha(zero, 0.3),
      zero,
      text: resolve(tokens.text),
      dimText: resolve(tokens.dimText),
      background: resolve(tokens.background),
      highContrast,
      fontFamily: getComputedStyle(host).fontFamily,
    };
  } finally {
    probe.remove();
  }
}

/** Calls the listener when the theme, its colours or the device pixel ratio change; returns how to stop it. */
export function watchTheme(listener: () => void): () => void {
  const observer = new MutationObserver(listener);
  const options = { attributes: true, attributeFilter: ["class", "style"] };
  observer.observe(document.documentElement, options);
  observer.observe(document.body, options);
  let resolution: MediaQueryList;
  const onResolution = (): void => {
    watchResolution();
    listener();
  };
  const watchResolution = (): void => {
    resolution = matchMedia(`(resolution: ${devicePixelRatio}dppx)`);
    resolution.addEventListener("change", onResolution, { once: true });
  };
  watchResolution();
  return () => {
    observer.disconnect();
    resolution.removeEventListener("change", onResolution);
  };
}

function onePixel(): CanvasRenderingContext2D {
  const canvas = document.createElement("canvas");
  canvas.width = canvas.height = 1;
  const context = canvas.getContext("2d", { willReadFrequently: true });
  if (context === null) {
    throw new Error("the browser has no 2d canvas");
  }
  return context;
}
