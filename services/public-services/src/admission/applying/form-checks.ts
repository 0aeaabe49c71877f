import { fen } from '@yimen/contracts';
import { addMonths, addWorkingDays, workingDaysBetween, type IsoDate, type MoveContext, type Refusal } from '@yimen/kernel';
import { findForbidden, findMatter, findPurchased } from '@yimen/policy';
import { stands } from '../../overriding.js';
import { parameters } from '../../parameters.js';
import { rules } from '../../rules.js';
import { refuse } from '../refuse.js';
import type { Form } from '../state.js';

/** Fields of the form that are still empty (5.1.2), all at once. */
export function gapsOf({
  contact,
  matter,
  basis,
  content,
  steps,
  object,
  scope,
  skills,
  equipment,
  place,
  data,
  evaluation,
  training,
  money,
}: Form): string[] {
  const texts: Readonly<Record<string, string>> = {
    'contact.account': contact.account,
    'contact.officePhone': contact.officePhone,
    'matter.name': matter.name,
    'basis.law': basis.law,
    'basis.article': basis.article,
    'basis.words': basis.words,
    'basis.file': basis.file ?? '',
    content,
    object,
    skills,
    equipment,
    place,
    'evaluation.method': evaluation.method,
    training,
    ...(money && { 'money.budgetCode': money.budgetCode }),
  };
  return [
    ...Object.entries(texts).flatMap(([name, text]) => (text.trim() === '' ? [name] : [])),
    ...(steps.length === 0 ? ['steps'] : []),
    ...(scope.communities === 'named' && scope.named.length === 0 ? ['scope.named'] : []),
    // 13.9: every field asked for names its ground.
    ...data.flatMap(({ field, ground }, at) => (field.trim() === '' || ground.trim() === '' ? [`data.${at}.ground`] : [])),
  ];
}

/** How many communities the matter concerns. */
export const affected = ({ scope }: Form): number => (scope.communities === 'all' ? scope.count : new Set(scope.named).size);

/** Money that the standard needs for these many communities, in fen (5.1.4, money examples). Null without a standard. */
export function neededFor({ money }: Form, communities: number): bigint | null {
  if (!money) return null;
  const { standard } = money;
  const perCommunity = standard.per === 'case' ? BigInt(standard.price) * BigInt(standard.cases) : BigInt(standard.price);
  return perCommunity * BigInt(communities);
}

/** What the standard needs over all communities is a sum that can be recorded. */
export function checkMoney(form: Form): Refusal | undefined {
  const needed = neededFor(form, affected(form))?.toString();
  return needed === undefined || fen.safeParse(needed).success ? undefined : refuse('money-too-large', rules.admissionForm, { needed });
}

/** An id names a matter of the catalogue, of the negative list, or one that is bought (5.2); what is bought is admitted as a purchase only. */
export function checkMatter({ matter: { id }, classAsked }: Form): Refusal | undefined {
  if (id === null) return undefined;
  if (findPurchased(id))
    return classAsked === 'PURCHASE' ? undefined : refuse('class-forbidden', rules.admissionOrder, { class: classAsked });
  return findMatter(id) || findForbidden(id) ? undefined : refuse('matter-unknown', rules.lists, { matter: id });
}

/** Last day of a matter: the end of its period or its exit date, whichever comes first; null where neither is set. */
export const lastDay = ({ period, exitOn }: Pick<Form, 'period' | 'exitOn'>): IsoDate | null =>
  [period.to, exitOn].filter((day) => day !== null).sort()[0] ?? null;

/** What holds for the period of any matter: an end and an exit after the beginning, and the longest time of a temporary one. */
export function checkPeriod(form: Form, context: Pick<MoveContext, 'policy' | 'overridden'>): Refusal | undefined {
  const { from } = form.period;
  const to = lastDay(form);
  if (to !== null && to < from) return refuse('period-reversed', rules.admissionOrder);
  if (!form.flags.includes('TEMPORARY')) return undefined;
  if (to === null) return refuse('temporary-without-end', rules.temporary);
  const until = addMonths(from, context.policy.number(parameters.temporaryMonths));
  return to > until && stands('temporary-too-long', context) ? refuse('temporary-too-long', rules.temporary, { until }) : undefined;
}

/** Whether the application comes early enough before the planned start; nothing is refused where the calendar's year is not loaded (13.6). */
export function checkAhead(
  { period }: Form,
  context: Pick<MoveContext, 'policy' | 'overridden' | 'calendar' | 'today'>,
): Refusal | undefined {
  const { policy, calendar, today } = context;
  const days = policy.number(parameters.aheadDays);
  const between = workingDaysBetween(today, period.from, calendar);
  if (between === undefined || between >= days || !stands('too-late', context)) return undefined;
  const earliest = addWorkingDays(today, days, calendar);
  return refuse('too-late', rules.ahead, { days, earliest: 'dueOn' in earliest ? earliest.dueOn : null });
}
