import { burdenFigures } from '../burden/burden-views.js';
import { partyTerms } from '../party-network/network-views.js';
import { admissionFigures } from '../pre-access/figures-view.js';
import { refusableView, refusalsView } from '../pre-access/refusable-view.js';
import { registersView } from '../pre-access/registers-view.js';
import { troublesView } from '../troubles/troubles.js';
import type { Row } from './view.js';

interface Telling {
  derive?(row: Row, asked: never): Row;
}

/** The rules that a view looks up for a row. */
function rulesOf(view: Telling, row: Row): readonly string[] {
  const rules: string[] = [];
  const describe = (rule: string) => void rules.push(rule);
  view.derive?.(row, { filters: {}, today: '2026-03-02', describe, policyAt: () => ({ number: () => 5 }) } as never);
  return rules;
}

const refused = { reason: 'NOT_ON_LIST', matter: null };

test.each<[name: string, rule: string, view: Telling, row: Row]>([
  ['refusable-tasks', 'D-admission-lists', refusableView, refused],
  ['refusable-tasks, beside it', 'D-refusal-no-score', refusableView, refused],
  ['task-refusals', 'D-admission-lists', refusalsView, refused],
  ['matter-registers', 'D-admission-lists', registersView, { list: 'ASSIST', matter: null, county: null }],
  ['admission-figures', 'D-reporter-hidden', admissionFigures, { department: 'd', year: 2026, guards: {}, reports: 0, confirmed: 0 }],
  ['burden-figures', 'D-burden', burdenFigures, { community: 'c', category: 'LEDGER', percent: 20 }],
  ['party-terms', 'PBR18 term', partyTerms, { remindOn: '2026-01-01', termEnd: '2026-07-01' }],
  ['troubles', 'D-cannot-do', troublesView, { state: 'logged', dueOn: '2026-03-13' }],
])('13.8 · the view %s names the rule on which its rows stand: %s', (_name, rule, view, row) => {
  expect(rulesOf(view, row)).toContain(rule);
});
