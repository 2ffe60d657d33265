import { html, nothing, svg, type TemplateResult } from "lit";
import { type Domain, position, ticksThatFit } from "../../../../../src/shared/view/axis.ts";
import { boxWidth, guidePath } from "../../../../../src/shared/view/thumbnail.ts";
import { style } from "../../../../common/style.ts";
import { groupBase, groupPictureHeight, type GroupShape } from "./groupsModel.ts";

/** The first so many groups are filled, the others rings of the same hues. */
const numHues = 5;
/** Pixels that a picture has at least beside an editor: so many ticks fit. */
const headWidth = 120;

/** The class that gives a group its colour. */
export function hue(numNamed: number, group: number): string {
  return group === numNamed ? "rest" : `hue${group % numHues}`;
}

export function key(group: number): string {
  return isRing(group) ? "key ring" : "key";
}

function isRing(group: number): boolean {
  return group >= numHues;
}

/** Groups over each other in one picture; with 0 and ±1 where it has the common axis of y. */
export function picture(shapes: readonly GroupShape[], numNamed: number, after: Domain | null): TemplateResult {
  return html`<span class="picture-cell"
    ><svg class="picture" viewBox="0 0 ${boxWidth} ${groupPictureHeight}" preserveAspectRatio="none" aria-hidden="true">
      <path class="guide" d=${`M0 ${groupBase}H${boxWidth}`}></path>
      ${after === null ? nothing : svg`<path class="sigma" d=${guidePath([-1, 1], after, groupPictureHeight)}></path><path class="zero" d=${guidePath([0], after, groupPictureHeight)}></path>`}
      ${shapes.map(({ group, outline }) => svg`<g class=${hue(numNamed, group)}><path class="outline" d=${outline}></path></g>`)}
      ${shapes.map(
        ({ group, mean }) =>
          svg`<g class=${hue(numNamed, group)}><path class="mean" d=${mean}></path>${isRing(group) ? svg`<path class="hole" d=${mean}></path>` : nothing}</g>`,
      )}
    </svg></span
  >`;
}

/** The head of a column of pictures: its title, and the ticks of the axis that its rows share or what stands for them. */
export function axisHead(title: string, axis: Domain | string): TemplateResult {
  return html`<span class="axis">
    <span class="title">${title}</span>
    ${
      typeof axis === "string"
        ? html`<span class="own">${axis}</span>`
        : ticksThatFit(axis, headWidth).map(
            ({ value, label }) =>
              html`<span class="tick" ${style({ left: `${100 * position(value, axis)}%` })}>${label}</span>`,
          )
    }
  </span>`;
}
