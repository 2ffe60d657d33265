import ts from "typescript";

/** One broken statement of a file. */
export interface Mutant {
  readonly file: string;
  /** Counted from 1. */
  readonly line: number;
  readonly before: string;
  readonly after: string;
  /** The whole file with it. */
  readonly text: string;
}

const swapped: Readonly<Partial<Record<ts.SyntaxKind, string>>> = {
  [ts.SyntaxKind.PlusToken]: "-",
  [ts.SyntaxKind.MinusToken]: "+",
  [ts.SyntaxKind.AsteriskToken]: "/",
  [ts.SyntaxKind.SlashToken]: "*",
  [ts.SyntaxKind.LessThanToken]: "<=",
  [ts.SyntaxKind.LessThanEqualsToken]: "<",
  [ts.SyntaxKind.GreaterThanToken]: ">=",
  [ts.SyntaxKind.GreaterThanEqualsToken]: ">",
  [ts.SyntaxKind.EqualsEqualsEqualsToken]: "!==",
  [ts.SyntaxKind.ExclamationEqualsEqualsToken]: "===",
  [ts.SyntaxKind.AmpersandAmpersandToken]: "||",
  [ts.SyntaxKind.BarBarToken]: "&&",
  [ts.SyntaxKind.PlusEqualsToken]: "-=",
  [ts.SyntaxKind.MinusEqualsToken]: "+=",
};

/**
 * One mutant of every statement in functions that can be broken: an `if` is turned round, the first operator of a returned,
 * assigned or declared value or of a loop's condition becomes its neighbour, another call, `throw`, `continue` or `break` is left out.
 */
export function mutantsOf(file: string, source: string): Mutant[] {
  const tree = ts.createSourceFile(file, source, ts.ScriptTarget.Latest, true);
  const found: Mutant[] = [];
  const add = (statement: ts.Node, start: number, end: number, replacement: string): void => {
    const line = tree.getLineAndCharacterOfPosition(start).line + 1;
    const text = source.slice(0, start) + replacement + source.slice(end);
    const [from, to] = [statement.getStart(tree), statement.getEnd()];
    const first = (shown: string): string => shown.split("\n").slice(0, 2).join(" ").replaceAll(/\s+/g, " ");
    const after = source.slice(from, start) + replacement + source.slice(end, to);
    found.push({ file, line, before: first(source.slice(from, to)), after: first(after) || "(left out)", text });
  };
  const leaveOut = (statement: ts.Node): void => {
    add(statement, statement.getStart(tree), statement.getEnd(), ";");
  };
  const breakStatement = (statement: ts.Node): void => {
    if (ts.isIfStatement(statement)) {
      const { expression } = statement;
      add(statement, expression.getStart(tree), expression.getEnd(), `!(${expression.getText(tree)})`);
      return;
    }
    const part = ts.isForStatement(statement) || ts.isWhileStatement(statement) ? conditionOf(statement) : statement;
    const operator = part === undefined || isBlockLike(statement) ? undefined : firstOperator(part);
    if (operator !== undefined) {
      add(statement, operator.getStart(tree), operator.getEnd(), swapped[operator.kind] ?? "");
    } else if (
      ts.isExpressionStatement(statement) ||
      ts.isThrowStatement(statement) ||
      ts.isBreakOrContinueStatement(statement)
    ) {
      leaveOut(statement);
    }
  };
  const visit = (node: ts.Node, isInFunction: boolean): void => {
    if (isInFunction && isStatement(node)) breakStatement(node);
    ts.forEachChild(node, (child) => {
      visit(child, isInFunction || ts.isFunctionLike(node));
    });
  };
  visit(tree, false);
  return found;
}

function isStatement(node: ts.Node): boolean {
  return node.kind >= ts.SyntaxKind.FirstStatement && node.kind <= ts.SyntaxKind.LastStatement;
}

function isBlockLike(node: ts.Node): boolean {
  return (
    ts.isForOfStatement(node) || ts.isForInStatement(node) || ts.isTryStatement(node) || ts.isSwitchStatement(node)
  );
}

function conditionOf(loop: ts.ForStatement | ts.WhileStatement): ts.Node | undefined {
  return ts.isForStatement(loop) ? loop.condition : loop.expression;
}

/** Not of a function within: it has statements of its own. Not of a text that is joined: it is written for people. */
function firstOperator(node: ts.Node): ts.Node | undefined {
  if (ts.isBinaryExpression(node) && node.operatorToken.kind in swapped) {
    const isText = [node.left, node.right].some(
      (side) => ts.isStringLiteralLike(side) || ts.isTemplateExpression(side),
    );
    if (!isText) return node.operatorToken;
  }
  if (ts.isFunctionLike(node)) return undefined;
  return ts.forEachChild(node, firstOperator);
}
