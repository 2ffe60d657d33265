const tokenPattern = /"(?:[^"\\]|\\.)*"|[{}[\]:]/g;

/**
 * The keys of the outermost object of a valid JSON text, in order and as often as they stand there, which `JSON.parse`
 * does not tell.
 *
 * @example
 * topLevelKeys('{"a": {"b": 1}, "a": 2}') // ["a", "a"]
 */
export function topLevelKeys(text: string): string[] {
  const keys: string[] = [];
  let depth = 0;
  let lastText = "";
  for (const [token] of text.matchAll(tokenPattern)) {
    if (token === "{" || token === "[") depth++;
    else if (token === "}" || token === "]") depth--;
    else if (token !== ":") lastText = token;
    else if (depth === 1) keys.push(JSON.parse(lastText) as string);
  }
  return keys;
}
