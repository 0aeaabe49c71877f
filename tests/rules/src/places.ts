import ts from 'typescript';
import { another, stoodOnBy } from './marked.js';
import { finder } from './naming.js';
import { lineOf, literals } from './source.js';

/** Text that takes the place of a file's text from `start` to `end`. */
export interface Edit {
  readonly file: string;
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** A place of the code that stands on a rule, and the edit that switches it off. */
export interface Place {
  readonly id: string;
  /** `file:line`. */
  readonly at: string;
  /**
   * `guard`: its condition never holds; `value`: the parameter, list or function is another; `citation`: the rule is no longer told;
   * `declaration`: libs/policy does not know it.
   */
  readonly how: 'guard' | 'value' | 'citation' | 'declaration';
  readonly edit: Edit;
}

/**
 * Every place that stands on one of the ids: where the id, or a constant that the compiler knows to be it, is used under a condition, stands
 * in the row of a parameter, or is told; and what stands under a comment that names it. `root` cuts paths short.
 */
export function placesOf(program: ts.Program, files: readonly string[], ids: ReadonlySet<string>, root: string): Place[] {
  const checker = program.getTypeChecker();
  const find = finder([...ids]);
  return files.flatMap((file) => {
    const tree = program.getSourceFile(file);
    if (!tree) throw new Error(`${file} is not part of the program`);
    const short = file.slice(root.length + 1);
    const declares = file.includes('/policy/src/rules/');
    const found: Place[] = [];
    const visit = (node: ts.Node): void => {
      if (ts.isTypeNode(node) || ts.isImportDeclaration(node) || isSample(node)) return;
      const marked = stoodOnBy(node, tree, find);
      for (const id of marked?.ids ?? [])
        found.push({ id, at: `${short}:${lineOf(tree, node)}`, how: marked!.how, edit: { file: short, ...marked!.change } });
      if (declares) {
        const name = declared(node, ids);
        if (name) found.push({ id: name.text, at: `${short}:${lineOf(tree, node)}`, how: 'declaration', edit: renamed(name, short, tree) });
        return ts.forEachChild(node, visit);
      }
      for (const id of cited(node, ids, checker)) {
        const { how, start, end, text } = switchedOff(node as ts.Expression, tree);
        found.push({ id, at: `${short}:${lineOf(tree, node)}`, how, edit: { file: short, start, end, text } });
      }
      ts.forEachChild(node, visit);
    };
    visit(tree);
    return found;
  });
}

/** The samples of an event are examples, not rules. */
function isSample(node: ts.Node): boolean {
  const { name } = ts.isPropertyAssignment(node) || ts.isVariableDeclaration(node) ? node : {};
  return name !== undefined && /^sample/i.test(name.getText());
}

/** The name of a rule where libs/policy declares it. */
function declared(node: ts.Node, ids: ReadonlySet<string>): ts.StringLiteral | ts.Identifier | undefined {
  if (!ts.isPropertyAssignment(node) || !ts.isCallExpression(node.initializer)) return undefined;
  const { name } = node;
  return (ts.isStringLiteral(name) || ts.isIdentifier(name)) && ids.has(name.text) ? name : undefined;
}

function renamed(name: ts.StringLiteral | ts.Identifier, file: string, tree: ts.SourceFile): Edit {
  return { file, start: name.getStart(tree), end: name.end, text: `'${name.text}–'` };
}

/** An expression that may be more rules than this passes on what another place chose. */
const MOST_CHOICES = 3;

/** Ids that an expression stands for: a literal, or a constant of a table of rules. */
function cited(node: ts.Node, ids: ReadonlySet<string>, checker: ts.TypeChecker): readonly string[] {
  if (ts.isStringLiteral(node)) return ids.has(node.text) && !inTable(node) && !isName(node) ? [node.text] : [];
  if (!ts.isPropertyAccessExpression(node) && !ts.isElementAccessExpression(node)) return [];
  const known = literals(checker.getTypeAtLocation(node), checker) ?? [];
  return known.length <= MOST_CHOICES ? known.filter((id) => ids.has(id)) : [];
}

/** `const rules = { hall: 'D-hall' }`: names for rules, whose uses are the places. */
function inTable(literal: ts.StringLiteral): boolean {
  for (let node: ts.Node = literal.parent; ; node = node.parent) {
    if (ts.isVariableDeclaration(node)) return /rules$/i.test(node.name.getText());
    if (
      !ts.isPropertyAssignment(node) &&
      !ts.isObjectLiteralExpression(node) &&
      !ts.isAsExpression(node) &&
      !ts.isSatisfiesExpression(node)
    )
      return false;
  }
}

/** The name of a property, as `'RCL25 43': rule(…)` has it. */
function isName(literal: ts.StringLiteral): boolean {
  return ts.isPropertyAssignment(literal.parent) && literal.parent.name === literal;
}

interface Change extends Omit<Edit, 'file'> {
  readonly how: Place['how'];
}

function switchedOff(node: ts.Expression, tree: ts.SourceFile): Change {
  const replace = (target: ts.Node, text: string, how: Place['how']): Change => ({
    start: target.getStart(tree),
    end: target.end,
    text,
    how,
  });
  const row = node.parent;
  const parameters = ts.isArrayLiteralExpression(row) && tree.fileName.includes('/policy/src/sets/') ? row.elements : undefined;
  if (parameters?.[1] && parameters[1] !== node) return replace(parameters[1], another(parameters[1], tree), 'value');
  const never = (condition: ts.Expression) => replace(condition, `(false && (${condition.getText(tree)}))`, 'guard');
  const always = (condition: ts.Expression) => replace(condition, `(true || (${condition.getText(tree)}))`, 'guard');
  for (let at: ts.Node = node; at.parent && !ts.isFunctionLike(at); at = at.parent) {
    const up = at.parent;
    if (ts.isBinaryExpression(up) && up.operatorToken.kind === ts.SyntaxKind.AmpersandAmpersandToken && up.right === at)
      return never(up.left);
    if (ts.isConditionalExpression(up) && up.whenTrue === at) return never(up.condition);
    if (ts.isConditionalExpression(up) && up.whenFalse === at) return always(up.condition);
    if (ts.isIfStatement(up) && up.thenStatement === at) return never(up.expression);
    if (ts.isIfStatement(up) && up.elseStatement === at) return always(up.expression);
    const way = ts.isBlock(up) ? wayAround(up, at) : undefined;
    if (way) return always(way);
  }
  return replace(node, `'–'`, 'citation');
}

/** `if (fine) return …;` just before the statement that refuses: its condition. */
function wayAround(block: ts.Block, statement: ts.Node): ts.Expression | undefined {
  const before = block.statements[block.statements.findIndex((each) => each === statement) - 1];
  if (!before || !ts.isIfStatement(before) || before.elseStatement || !ts.isReturnStatement(statement)) return undefined;
  const then = ts.isBlock(before.thenStatement) ? before.thenStatement.statements.at(-1) : before.thenStatement;
  return then && ts.isReturnStatement(then) ? before.expression : undefined;
}
