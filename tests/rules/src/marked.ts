import ts from 'typescript';

/** What a comment that names rules stands before, and the change that switches it off. */
export interface Marked {
  readonly ids: readonly string[];
  readonly how: 'guard' | 'value';
  readonly change: { readonly start: number; readonly end: number; readonly text: string };
}

/**
 * Rules are also named by comments, where code holds them without telling them: a list, a shape, a function. A comment directly before an
 * `if`, a property, a constant or a function makes it a place of the rules that it names.
 */
export function stoodOnBy(node: ts.Node, tree: ts.SourceFile, find: (text: string) => readonly string[]): Marked | undefined {
  const target = held(node);
  if (!target) return undefined;
  const text = tree.getFullText();
  const said = (ts.getLeadingCommentRanges(text, node.getFullStart()) ?? []).map(({ pos, end }) => text.slice(pos, end));
  const ids = find(said.join('\n'));
  if (ids.length === 0) return undefined;
  const place = { start: target.getStart(tree), end: target.end };
  return ts.isIfStatement(node)
    ? { ids, how: 'guard', change: { ...place, text: `(false && (${target.getText(tree)}))` } }
    : { ids, how: 'value', change: { ...place, text: ts.isBlock(target) ? '{ return undefined; }' : another(target, tree) } };
}

/** The part of a statement or property that a change switches off. */
function held(node: ts.Node): ts.Expression | ts.Block | undefined {
  if (ts.isIfStatement(node)) return node.expression;
  if (ts.isPropertyAssignment(node)) return node.initializer;
  if (ts.isVariableStatement(node)) return node.declarationList.declarations[0]?.initializer;
  if (ts.isFunctionDeclaration(node)) return node.body;
  return undefined;
}

/** Another value: a number more by one, a switch turned, a day or a text that differs, a list without its last, a function that answers nothing. */
export function another(value: ts.Expression, tree: ts.SourceFile): string {
  const text = value.getText(tree);
  if (value.kind === ts.SyntaxKind.TrueKeyword) return 'false';
  if (value.kind === ts.SyntaxKind.FalseKeyword) return 'true';
  if (ts.isNumericLiteral(value)) return `(${text} + 1)`;
  if (ts.isStringLiteral(value)) return anotherText(value.text);
  if (ts.isAsExpression(value) || ts.isSatisfiesExpression(value)) return another(value.expression, tree);
  if (ts.isArrayLiteralExpression(value))
    return `[${value.elements
      .slice(0, -1)
      .map((each) => each.getText(tree))
      .join(', ')}]`;
  const list = ts.isCallExpression(value) ? value.arguments.find((each) => ts.isArrayLiteralExpression(each)) : undefined;
  if (list) return text.replace(list.getText(tree), () => another(list, tree));
  return ts.isArrowFunction(value) ? '(() => undefined)' : 'undefined';
}

function anotherText(text: string): string {
  if (/^\d\d-\d\d$/.test(text)) return text === '06-15' ? `'06-16'` : `'06-15'`;
  return text.includes(',') ? `'${text.split(',').slice(0, -1).join(',')}'` : `'${text}–'`;
}
