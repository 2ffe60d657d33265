/** The character codes that the scanners look for. */
export const tab = 9;
export const lineFeed = 10;
export const carriageReturn = 13;
export const space = 32;
export const doubleQuote = 34;
export const hash = 35;
export const singleQuote = 39;
export const asterisk = 42;
export const comma = 44;
export const minus = 45;
export const point = 46;
export const slash = 47;
export const zero = 48;
export const nine = 57;
export const colon = 58;
export const semicolon = 59;
export const openBracket = 91;
export const backslash = 92;
export const closeBracket = 93;
export const openBrace = 123;
export const closeBrace = 125;
/** What no text holds: the delimiter of a table of one column. */
export const none = 254;
