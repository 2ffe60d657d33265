import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";

/** Calls that translate their first argument: `t(…)` of @vscode/l10n and `l10n.t(…)` of VS Code. */
function isTranslation({ expression }: ts.CallExpression): boolean {
  if (ts.isIdentifier(expression)) return expression.text === "t";
  return ts.isPropertyAccessExpression(expression) && expression.name.text === "t" && isL10n(expression.expression);
}

function isL10n(expression: ts.Expression): boolean {
  return ts.isIdentifier(expression) && expression.text === "l10n";
}

/** A text that is translated, and where it stands. */
export interface LocalizedString {
  /** As it is in a bundle: the message, and after a slash the comments where it has some. */
  readonly key: string;
  readonly message: string;
  readonly place: string;
}

/**
 * The texts that the sources translate, in the order of files and lines.
 *
 * @param root folder that has src/ and webview/
 * @throws Error that names the place of a call whose text is not literal
 */
export function localizedStrings(root: string): LocalizedString[] {
  const files = ["src", "webview"].flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: "utf8" })
      .filter((name) => name.endsWith(".ts"))
      .map((name) => `${folder}/${name.replaceAll("\\", "/")}`)
      .sort(),
  );
  return files.flatMap((file) => {
    const source = ts.createSourceFile(file, readFileSync(join(root, file), "utf8"), ts.ScriptTarget.Latest, true);
    return stringsOf(source);
  });
}

function stringsOf(source: ts.SourceFile): LocalizedString[] {
  const found: LocalizedString[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isCallExpression(node) && isTranslation(node)) {
      const line = source.getLineAndCharacterOfPosition(node.getStart()).line + 1;
      found.push({ ...keyOf(node.arguments[0], `${source.fileName}:${line}`), place: `${source.fileName}:${line}` });
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

function keyOf(argument: ts.Expression, place: string): { key: string; message: string } {
  if (ts.isStringLiteralLike(argument)) return { key: argument.text, message: argument.text };
  if (!ts.isObjectLiteralExpression(argument)) throw new Error(`${place}: t requires a literal text`);
  const message = literalsOf(memberOf(argument, "message"), place).join("");
  const comments = literalsOf(memberOf(argument, "comment"), place);
  return { key: comments.length === 0 ? message : `${message}/${comments.join("")}`, message };
}

function memberOf(object: ts.ObjectLiteralExpression, name: string): ts.Expression | undefined {
  const member = object.properties.find((property) => property.name?.getText() === name);
  return member !== undefined && ts.isPropertyAssignment(member) ? member.initializer : undefined;
}

function literalsOf(expression: ts.Expression | undefined, place: string): string[] {
  if (expression === undefined) return [];
  const elements = ts.isArrayLiteralExpression(expression) ? expression.elements : [expression];
  return elements.map((element) => {
    if (ts.isStringLiteralLike(element)) return element.text;
    throw new Error(`${place}: t requires a literal text`);
  });
}
