import { noChange, type ElementPart } from "lit";
import { Directive, directive, type DirectiveResult, type PartInfo, PartType } from "lit/directive.js";

/** CSS properties (and custom ones, with their dashes) by name. Undefined takes a property away. */
export type StyleProperties = Readonly<Record<string, string | undefined>>;

class StyleDirective extends Directive {
  #previous: StyleProperties = {};

  constructor(part: PartInfo) {
    super(part);
    if (part.type !== PartType.ELEMENT) {
      throw new Error("style() belongs in an element's tag");
    }
  }

  render(): unknown {
    return noChange;
  }

  override update(part: ElementPart, [properties]: [StyleProperties]): unknown {
    const { style } = part.element as HTMLElement;
    for (const name of Object.keys({ ...this.#previous, ...properties })) {
      const value = properties[name];
      if (value === undefined) {
        style.removeProperty(name);
      } else if (value !== this.#previous[name]) {
        style.setProperty(name, value);
      }
    }
    this.#previous = properties;
    return this.render();
  }
}

/**
 * Sets CSS properties of an element: `<div ${style({ left: "10%" })}>`. In place of lit's styleMap, whose first
 * rendering writes a style attribute, which our content security policy refuses; this one only uses the CSSOM.
 */
export const style = directive(StyleDirective) as (properties: StyleProperties) => DirectiveResult;
