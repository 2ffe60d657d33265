import { css } from "lit";

/**
 * Colours of the groups: five hues, the first five groups filled and the others as rings. Blue and green come last, since
 * elsewhere they are before and after. In high contrast a dash tells the hues apart too.
 */
export const groupsStyles = css`
  :host {
    display: block;
    position: relative;
  }
  .hue0 {
    --group: var(--vscode-charts-purple);
  }
  .hue1 {
    --group: var(--vscode-charts-yellow);
  }
  .hue2 {
    --group: var(--vscode-charts-red, var(--vscode-problemsErrorIcon-foreground));
  }
  .hue3 {
    --group: var(--vscode-charts-blue);
  }
  .hue4 {
    --group: var(--vscode-charts-green);
  }
  .rest {
    --group: var(--vscode-descriptionForeground);
  }
  .section-head label {
    display: flex;
    align-items: center;
    gap: 8px;
    min-width: 0;
  }
  .section-head bn-select {
    width: 180px;
    min-width: 96px;
  }
  p {
    margin: 4px 0;
  }
  .legend {
    display: flex;
    flex-wrap: wrap;
    gap: 2px 14px;
    margin: 6px 0;
  }
  .legend span {
    display: flex;
    align-items: center;
    gap: 6px;
    min-width: 0;
    max-width: 200px;
  }
  .key {
    flex: none;
    width: 9px;
    height: 9px;
    border: 2px solid var(--group);
    border-radius: 50%;
    background: var(--group);
  }
  .key.ring {
    background: transparent;
  }
  ul {
    list-style: none;
    margin: 0;
    padding: 8px 0 16px;
  }
  .row {
    display: grid;
    grid-template-columns: minmax(72px, 112px) minmax(0, 1fr) 118px minmax(0, 1fr) 122px;
    column-gap: 12px;
    align-items: end;
    width: 100%;
    padding: 0;
    text-align: left;
  }
  .all .row {
    grid-template-columns: minmax(72px, 148px) minmax(0, 1fr) 96px minmax(0, 1fr);
  }
  li .row {
    height: 36px;
  }
  .all li .row {
    height: 32px;
  }
  button.row:hover .name,
  button.row:focus-visible .name {
    color: var(--vscode-textLink-foreground);
  }
  .label {
    display: flex;
    align-items: center;
    gap: 8px;
    min-width: 0;
    line-height: 18px;
    color: var(--vscode-foreground);
  }
  .names {
    min-width: 0;
  }
  .names > span {
    display: block;
    line-height: 15px;
  }
  .names > .narrow {
    display: none;
  }
  .number {
    font-size: 12px;
    line-height: 18px;
    color: var(--vscode-descriptionForeground);
  }
  .share {
    display: grid;
    grid-template-columns: minmax(0, 1fr) 44px;
    align-items: center;
    gap: 6px;
  }
  .share .bar {
    height: 8px;
    background: color-mix(in srgb, var(--vscode-foreground) 14%, transparent);
    outline: 1px solid var(--vscode-contrastBorder, transparent);
  }
  .share .bar i {
    display: block;
    height: 100%;
    background: var(--vscode-charts-foreground, var(--vscode-foreground));
  }
  .picture-cell {
    position: relative;
    height: 36px;
  }
  .all .picture-cell {
    height: 30px;
  }
  svg.picture {
    overflow: visible;
    /* Dots reach over the base line and a little over the ends, outlines do not leave the axis. */
    clip-path: inset(-8px -5px);
  }
  .picture .outline {
    stroke: var(--group);
    fill: color-mix(in srgb, var(--group) 34%, transparent);
  }
  .all .picture .outline {
    stroke-width: 1.5px;
    fill: color-mix(in srgb, var(--group) 16%, transparent);
  }
  .picture .mean,
  .picture .hole {
    fill: none;
    stroke-width: 9px;
    stroke-linecap: round;
    stroke: var(--group);
  }
  .picture .hole {
    stroke-width: 5px;
    stroke: var(--vscode-editor-background);
  }
  .picture .sigma {
    stroke: var(--vscode-foreground);
    stroke-opacity: 0.45;
    stroke-dasharray: 2 3;
  }
  .picture .zero {
    stroke: var(--vscode-foreground);
    stroke-opacity: 0.6;
  }
  .head {
    font-size: 12px;
    color: var(--vscode-descriptionForeground);
  }
  .head .axis {
    position: relative;
    height: 34px;
  }
  .head .title {
    font-weight: 600;
    color: var(--vscode-foreground);
  }
  .head .own,
  .head .tick {
    position: absolute;
    bottom: 0;
  }
  .head .tick {
    transform: translateX(-50%);
  }
  :host-context(body.vscode-high-contrast) .all .picture .outline {
    fill: none;
  }
  :host-context(body.vscode-high-contrast) .all .picture .hue1 .outline {
    stroke-dasharray: 5 3;
  }
  :host-context(body.vscode-high-contrast) .all .picture .hue2 .outline {
    stroke-dasharray: 2 2;
  }
  :host-context(body.vscode-high-contrast) .all .picture .hue3 .outline {
    stroke-dasharray: 8 3 2 3;
  }
  @container detail (max-width: 619px) {
    .row {
      grid-template-columns: minmax(72px, 132px) minmax(0, 1fr) minmax(0, 1fr);
    }
    .all .row {
      grid-template-columns: minmax(64px, 108px) minmax(0, 1fr) 44px minmax(0, 1fr);
    }
    .all .share {
      display: block;
      text-align: right;
    }
    .all .share .bar,
    .names > .wide,
    .wide {
      display: none;
    }
    .names > .narrow {
      display: block;
    }
  }
`;
