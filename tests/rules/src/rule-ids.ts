import ts from 'typescript';
import { lineOf, literals } from './source.js';

/** A rule id as code cites it: the possible values by the compiler, or none where it is computed. */
export interface Citation {
  readonly at: string;
  readonly ids: readonly string[] | undefined;
}

/**
 * Every rule that refusals, warnings and deadlines cite: the second argument of `refuse(…)` and the field `rule` of an object,
 * with the types that the compiler gives them. `root` cuts paths short.
 */
export function citations(program: ts.Program, files: readonly string[], root: string): Citation[] {
  const checker = program.getTypeChecker();
  return files.flatMap((file) => {
    const tree = program.getSourceFile(file);
    if (!tree) throw new Error(`${file} is not part of the program`);
    const found: Citation[] = [];
    const visit = (node: ts.Node): void => {
      const cited = citing(node);
      if (cited) {
        const at = `${file.slice(root.length + 1)}:${lineOf(tree, node)}`;
        found.push({ at, ids: literals(checker.getTypeAtLocation(cited), checker) });
      }
      ts.forEachChild(node, visit);
    };
    visit(tree);
    return found;
  });
}

function citing(node: ts.Node): ts.Node | undefined {
  if (ts.isCallExpression(node) && ts.isIdentifier(node.expression) && node.expression.text === 'refuse') return node.arguments[1];
  if (ts.isPropertyAssignment(node) && node.name.getText() === 'rule') return node.initializer;
  if (ts.isShorthandPropertyAssignment(node) && node.name.text === 'rule') return node.name;
  return undefined;
}

/** Citations of rules that are not known, and those whose rule is computed and not excused. */
export function unknownCitations(
  found: readonly Citation[],
  known: (id: string) => boolean,
  computed: Readonly<Record<string, string>>,
): string[] {
  return found.flatMap(({ at, ids }) => {
    if (ids) return ids.filter((id) => !known(id)).map((id) => `${at} cites ${id}, which no policy has`);
    return Object.hasOwn(computed, at.replace(/:\d+$/, '')) ? [] : [`${at} computes the rule it cites`];
  });
}
