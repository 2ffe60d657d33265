import { noChange, type ElementPart } from "lit";
import { Directive, directive, type DirectiveResult, type PartInfo, PartType } from "lit/directive.js";

/** What a hover says: one sentence, and the exact value that can be copied where there is one. */
export interface HoverContent {
  readonly text: string;
  /** Exact value as it is copied (ASCII minus, 17 digits). */
  readonly exact?: string;
  /** What the status line shows instead of the bare exact value: "2.7e-16, rounding". */
  readonly exactNote?: string;
}

const contents = new WeakMap<Element, () => HoverContent>();

class HoverDirective extends Directive {
  constructor(part: PartInfo) {
    super(part);
    if (part.type !== PartType.ELEMENT) {
      throw new Error("hover() belongs in an element's tag");
    }
  }

  render(): unknown {
    return noChange;
  }

  override update(part: ElementPart, [content]: [() => HoverContent]): unknown {
    contents.set(part.element, content);
    return this.render();
  }
}

/** Gives an element a hover: `<span ${hover(() => ({ text, exact }))}>`. The sentence is made when it is shown. */
export const hover = directive(HoverDirective) as (content: () => HoverContent) => DirectiveResult;

/** The nearest element of an event's path that has something to say: its hover, or the name of a button that shows none. */
export function hoverTarget(event: Event): Element | null {
  for (const target of event.composedPath()) {
    if (target instanceof Element && (contents.has(target) || iconName(target) !== null)) {
      return target;
    }
  }
  return null;
}

export function hoverContent(element: Element): HoverContent | undefined {
  const name = iconName(element);
  return contents.get(element)?.() ?? (name === null ? undefined : { text: name });
}

/** The name of a button that is only an icon to the eye; null for anything else. */
function iconName(element: Element): string | null {
  if (!element.matches("button, [role=button], [role=radio], [role=checkbox], [role=switch]")) return null;
  return element.textContent.trim() === "" ? element.getAttribute("aria-label") : null;
}
