import type { LitElement, ReactiveController } from "lit";
import { type Palette, readPalette, watchTheme } from "./palette.ts";

/** The theme's colours for a component, read once and again when the theme changes; the component is then rendered. */
export class PaletteController implements ReactiveController {
  readonly #host: LitElement;
  #palette: Palette | null = null;
  #unwatch: (() => void) | undefined;

  constructor(host: LitElement) {
    this.#host = host;
    host.addController(this);
  }

  /** The same object as long as the theme is the same. Only once the host is connected. */
  get palette(): Palette {
    this.#palette ??= readPalette(this.#host);
    return this.#palette;
  }

  hostConnected(): void {
    this.#unwatch = watchTheme(() => {
      this.#palette = null;
      this.#host.requestUpdate();
    });
  }

  hostDisconnected(): void {
    this.#unwatch?.();
  }
}
