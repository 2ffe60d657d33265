/**
 * Repeats a check until it passes, for what VS Code or the page shows a moment later. The last failure is the one thrown.
 * @example await eventually(async () => assert.equal(await workbench.editor.position(), "Ln 1, Col 1"));
 */
export async function eventually(check: () => Promise<void>, timeoutMs = 20_000): Promise<void> {
  const end = Date.now() + timeoutMs;
  for (;;) {
    try {
      await check();
      return;
    } catch (error) {
      if (Date.now() >= end) throw error;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }
}
