/** Milliseconds of a frame that drawing may take; what has no room is drawn in the next one. */
const budgetMs = 10;

const waiting = new Map<object, () => void>();
let isScheduled = false;

/**
 * Draws in one of the next frames, so that a page full of charts stays responsive while a run is watched. Asked again
 * before it was drawn, an owner is drawn once, as it was asked last.
 */
export function drawSoon(owner: object, draw: () => void): void {
  waiting.set(owner, draw);
  if (isScheduled) return;
  isScheduled = true;
  requestAnimationFrame(work);
}

/** What is no longer on the page is not drawn. */
export function forgetDrawing(owner: object): void {
  waiting.delete(owner);
}

function work(): void {
  const end = performance.now() + budgetMs;
  for (const [owner, draw] of waiting) {
    waiting.delete(owner);
    draw();
    if (performance.now() >= end) break;
  }
  isScheduled = waiting.size > 0;
  if (isScheduled) requestAnimationFrame(work);
}
