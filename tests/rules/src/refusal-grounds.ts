import ts from 'typescript';
import { lineOf, literals } from './source.js';

/** A refusal as code gives it: its code, the rules that it may cite (none where the rule is computed), and the ground that its subject declares. */
export interface GivenRefusal {
  readonly at: string;
  readonly code: string;
  readonly rules: readonly string[] | undefined;
  readonly ground: string | undefined;
}

/** Every `refuse(code, rule, …)` of these files, with the ground from the table that `refusals({ … })` was given. `root` cuts paths short. */
export function givenRefusals(program: ts.Program, files: readonly string[], root: string): GivenRefusal[] {
  const checker = program.getTypeChecker();
  return files.flatMap((file) => {
    const tree = program.getSourceFile(file);
    if (!tree) throw new Error(`${file} is not part of the program`);
    const found: GivenRefusal[] = [];
    const visit = (node: ts.Node): void => {
      if (ts.isCallExpression(node) && ts.isIdentifier(node.expression) && node.expression.text === 'refuse') {
        const [code, rule] = node.arguments;
        const at = `${file.slice(root.length + 1)}:${lineOf(tree, node)}`;
        const codes = code && literals(checker.getTypeAtLocation(code), checker);
        if (!codes || !rule) throw new Error(`${at} computes the code of its refusal`);
        const grounds = groundsOf(node.expression, checker);
        for (const each of codes)
          found.push({ at, code: each, rules: literals(checker.getTypeAtLocation(rule), checker), ground: grounds.get(each) });
      }
      ts.forEachChild(node, visit);
    };
    visit(tree);
    return found;
  });
}

/** code → ground, from the object literal behind a `refuse`, imported or not. */
function groundsOf(refuse: ts.Identifier, checker: ts.TypeChecker): ReadonlyMap<string, string | undefined> {
  const named = checker.getSymbolAtLocation(refuse);
  const symbol = named && named.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(named) : named;
  const declared = symbol?.valueDeclaration;
  const made = declared && ts.isVariableDeclaration(declared) ? declared.initializer : undefined;
  const table = made && ts.isCallExpression(made) ? made.arguments[0] : undefined;
  if (!table || !ts.isObjectLiteralExpression(table)) throw new Error(`${refuse.getSourceFile().fileName} has a refuse without its table`);
  return new Map(
    table.properties.flatMap((property) => {
      if (!ts.isPropertyAssignment(property) || !ts.isObjectLiteralExpression(property.initializer)) return [];
      const ground = property.initializer.properties.find((each) => ts.isPropertyAssignment(each) && each.name.getText() === 'ground');
      const value =
        ground && ts.isPropertyAssignment(ground) && ts.isStringLiteral(ground.initializer) ? ground.initializer.text : undefined;
      return [[(property.name as ts.StringLiteral | ts.Identifier).text, value] as const];
    }),
  );
}
