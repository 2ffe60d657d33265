// Draws media/icon.png: two crooked distributions, and the one centered bell that batch norm makes of both.
// Run it after a change: node scripts/icon.ts
import { join } from "node:path";
import { chromium } from "playwright-core";
import { chromiumArguments, ensureChromium } from "./chromium.ts";
import { root } from "./paths.ts";

const size = 128;
const base = 104;

/** A distribution's outline over the base line; `skew` widens one flank and narrows the other. */
function outline(center: number, spread: number, height: number, skew = 0): string {
  const points: string[] = [];
  for (let x = 10; x <= 118; x += 1) {
    const flank = spread * (x < center ? 1 - skew : 1 + skew);
    const y = base - height * Math.exp(-0.5 * ((x - center) / flank) ** 2);
    points.push(`${x} ${y.toFixed(2)}`);
  }
  return `M10 ${base} L${points.join(" L")} L118 ${base}`;
}

const crooked = [outline(33, 7.5, 62, -0.35), outline(93, 9.5, 44, 0.42)];
const bell = outline(64, 15.5, 80);
const drawing = `<svg xmlns="http://www.w3.org/2000/svg" width="${size}" height="${size}" viewBox="0 0 128 128">
  <rect width="128" height="128" rx="26" fill="#1b2230"/>
  ${crooked.map((path) => `<path d="${path}Z" fill="#4da3ff" fill-opacity="0.34" stroke="#4da3ff" stroke-width="5" stroke-linejoin="round"/>`).join("\n  ")}
  <path d="${bell}Z" fill="#2f9e5b" fill-opacity="0.82"/>
  <path d="${bell}" fill="none" stroke="#7be495" stroke-width="6" stroke-linejoin="round"/>
  <path d="M64 ${base} V114" stroke="#e8edf5" stroke-width="5" stroke-linecap="round"/>
  <path d="M12 ${base} H116" stroke="#e8edf5" stroke-width="5" stroke-linecap="round"/>
</svg>`;

const browser = await chromium.launch({ executablePath: await ensureChromium(), args: [...chromiumArguments] });
try {
  const page = await browser.newPage({ viewport: { width: size, height: size } });
  await page.setContent(`<body style="margin:0">${drawing}</body>`);
  await page.screenshot({ path: join(root, "media", "icon.png"), omitBackground: true });
} finally {
  await browser.close();
}
