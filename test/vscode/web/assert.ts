// Node's `assert/strict` for the browser.
import assert from "assert";

export default assert.strict;
