import type { Guide } from '@yimen/contracts';
import { getRule, type RuleId } from '@yimen/policy';
import { rules } from './rules.js';

type Matter = Pick<Guide, 'taskType'>;

/** ALL19 speaks of licences only (5.3.2, note): what it limits and what it refuses is law for task type 01, and local configuration for the rest. */
export const isLicence = ({ taskType }: Matter): boolean => taskType === '01';

/**
 * Rule under which the statutory limit of a matter runs: that of its own law, as far as libs/policy holds it; for a licence whose own law
 * sets none, ALL19 42. Null where no law limits it.
 */
export function statutoryRule(of: Pick<Guide, 'statutoryLimit' | 'statutoryRule' | 'taskType'>): string | null {
  if (of.statutoryLimit) return of.statutoryRule ?? rules.guideLimit;
  return isLicence(of) ? rules.licenceLimit : null;
}

/** Rule under which the one notice is due. */
export const noticeRule = (of: Matter): RuleId => (isLicence(of) ? rules.licenceNotice : rules.supplementOnce);

/** The law under which the one notice is given, as a paper names it; null where the guide alone asks for it (13.8). */
export function lawOfNotice(rule: string): string | null {
  if (rule !== rules.licenceNotice) return null;
  const { source, article } = getRule(rules.licenceNotice);
  return `《${source.name.zh}》${article ?? ''}`;
}
