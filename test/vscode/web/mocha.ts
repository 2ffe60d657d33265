// Mocha's own bundle for browsers, which sets globals.
import "mocha/mocha.js";

export default (globalThis as unknown as { Mocha: unknown }).Mocha;
