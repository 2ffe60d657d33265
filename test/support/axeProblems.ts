import type { AxeBuilder } from "@axe-core/playwright";

/** What axe finds, a line each: the rule and where it is broken. */
export async function axeProblems(builder: AxeBuilder): Promise<string[]> {
  const { violations } = await builder.options({ preload: false }).analyze();
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(" ")).join(", ")}`);
}
