import { readFileSync } from 'node:fs';
import path from 'node:path';
import { rules } from '@yimen/policy';
import { workspace } from './source.js';

/** What the domain rules make of an id: those of the text itself are `rule`, the others as its section 12 says; `product`: a default of our own. */
export type Kind = 'rule' | 'flow' | 'parameter' | 'check' | 'model' | 'text' | 'data' | 'off' | 'history' | 'product';

export interface Registered {
  readonly id: string;
  readonly kind: Kind;
  /** Sections of the domain rules that cite it; none for a default of the product. */
  readonly sections: readonly string[];
}

/** Kinds that the machine has to hold, so that a test can name them. */
const held: ReadonlySet<Kind> = new Set(['rule', 'flow', 'parameter', 'check', 'product']);

/** Sections of the domain rules whose services stand; a section holds those below it. */
const built = ['0', '1', '2.1', '4.1', '4.2', '4.3', '5.1', '5.2', '5.3', '6', '13'];

/** Every id of the domain rules, and every default of the product. */
export function register(): Registered[] {
  const ids = JSON.parse(readFileSync(path.join(workspace, 'tests/rules/register.json'), 'utf8')) as Registered[];
  const product = Object.entries(rules).flatMap(([id, { source }]) =>
    source.force === 'default' ? [{ id, kind: 'product', sections: [] } as const] : [],
  );
  return [...ids, ...product];
}

/** Whether a test has to name it now: the machine holds it, and its section stands. */
export function isOpen({ kind, sections }: Registered): boolean {
  return held.has(kind) && (kind === 'product' || sections.some((section) => isBuilt(section)));
}

function isBuilt(section: string): boolean {
  return built.some((each) => section === each || section.startsWith(`${each}.`));
}
