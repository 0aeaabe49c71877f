import { admissionRules } from './admission.js';
import { taskDefaults } from './admission-defaults.js';
import { civilCode } from './civil-code.js';
import { committeeLaw } from './committee-law.js';
import { dataProtection } from './data-protection.js';
import { financeRules } from './finance.js';
import { history } from './history.js';
import { licensing } from './licensing.js';
import { local } from './local.js';
import { moneyDocuments } from './money-documents.js';
import { onlineServices } from './online-services.js';
import { party } from './party.js';
import { partyLocal } from './party-local.js';
import { partyProduct } from './party-product.js';
import { productRules } from './product.js';
import { protection } from './protection.js';
import type { Rule } from './rule.js';
import { standards } from './standards.js';
import { taskDocuments } from './task-documents.js';

const all = {
  ...admissionRules,
  ...civilCode,
  ...committeeLaw,
  ...dataProtection,
  ...financeRules,
  ...history,
  ...licensing,
  ...local,
  ...moneyDocuments,
  ...onlineServices,
  ...party,
  ...partyLocal,
  ...partyProduct,
  ...productRules,
  ...protection,
  ...standards,
  ...taskDefaults,
  ...taskDocuments,
};

/** Id of a rule: its source mark and article (`ALL19 32`), or `D-…` for a default of the product. */
export type RuleId = keyof typeof all;

/** Every rule that may refuse a move or set a limit, by id. */
export const rules: Readonly<Record<RuleId, Rule>> = all;

export const ruleIds = Object.keys(all) as readonly RuleId[];

export function isRuleId(text: string): text is RuleId {
  return Object.hasOwn(all, text);
}

/** A rule cited by code that the registry does not have: a programming error. */
export class UnknownRule extends Error {
  constructor(readonly id: string) {
    super(`no rule ${id} in libs/policy`);
    this.name = 'UnknownRule';
  }
}

/** The rule of an id. Throws UnknownRule. */
export function getRule(id: string): Rule {
  if (!isRuleId(id)) throw new UnknownRule(id);
  return rules[id];
}

/** The ids among these that the registry does not have; for the check that services cite known rules only. */
export function unknownRules(cited: Iterable<string>): string[] {
  return [...new Set(cited)].filter((id) => !isRuleId(id));
}
