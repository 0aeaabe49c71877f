import type { IsoDate } from '@yimen/kernel';
import {
  basisOn,
  catalogue,
  describeRule,
  findForbidden,
  findMatter,
  forbiddenCertificate,
  forceOf,
  getRule,
  statusOn,
  isExcepted,
  type RuleId,
} from '@yimen/policy';
import type { Form, Hit } from '../state.js';

type Guard = Hit['guard'];
type Found = readonly [Guard, RuleId];
type Check = (form: Form, of: { readonly class: Form['classAsked']; readonly today: IsoDate }) => readonly (Found | false)[];

/** The hard guards of 5.1.3 and 13.1, each with the rule it stands on. */
const checks: readonly Check[] = [
  // What may never be given to a community (5.1.1): answered with a rejection whatever its source may claim here.
  ({ matter }, { class: asked }) => {
    const forbidden = matter.id === null ? undefined : findForbidden(matter.id);
    return [forbidden !== undefined && ['FORBIDDEN', forbidden.ground], !forbidden && asked === 'FORBIDDEN' && ['FORBIDDEN', 'R-197']];
  },
  ({ powers }) => [
    powers.some((power) => power !== 'other-enforcement') && ['G1', 'LZ24 15'],
    powers.includes('other-enforcement') && ['G1', 'R-126'],
  ],
  ({ targets }) => [targets.length > 0 && ['G2', 'MCA15']],
  ({ responsibleFor }) => [responsibleFor.length > 0 && ['G3', 'MCA15']],
  ({ evaluation: { oneVoteVeto, vetoGround, responsibilityLetter } }) => [
    oneVoteVeto && !vetoGround?.trim() && ['G4', 'MCA15 assessment'],
    responsibilityLetter && ['G4', 'D-admission-liability'],
  ],
  ({ certificate, county, sealsAsked = [] }) => {
    const forbidden = certificate && forbiddenCertificate(certificate.id, county);
    const grounds = new Set<RuleId>();
    if (forbidden && !isExcepted(forbidden.id, certificate?.legalException ?? null)) grounds.add(forbidden.ground);
    // What stands in no register is asked for as little as what the notice names (5.1.2).
    if (sealsAsked.length > 0) grounds.add('CERT20');
    return [...grounds].map((ground) => ['G5', ground] as const);
  },
  // The plan split below what is promised; whether the budget reaches is the finance review's question.
  ({ money }, { class: asked }) => {
    if (asked !== 'ENTRUST') return [];
    const planned = money?.plan.reduce((sum, { amount }) => sum + BigInt(amount), 0n) ?? 0n;
    return [(!money?.agreementDraft || BigInt(money.amount) <= 0n || planned < BigInt(money.amount)) && ['G6', 'RCL25 43']];
  },
  ({ matter, basis }, { class: asked }) => {
    const known = matter.id === null ? undefined : findMatter(matter.id)?.class;
    const assists = known === 'ASSIST' || /协助|配合/.test(basis.words);
    return [((asked === 'ASSIST' && !assists) || (asked === 'SELF' && known !== 'SELF')) && ['G7', 'R-197']];
  },
  ({ givenBefore }) => [givenBefore && ['G8', 'SH20 27']],
  ({ newOrganisation }) => [
    newOrganisation.some((kind) => kind !== 'base-unit') && ['G9', 'R-200'],
    newOrganisation.includes('base-unit') && ['G9', 'R-127'],
  ],
  ({ data, extraLedger, figuresAsked }) => [
    (extraLedger || data.some(({ shared }) => shared)) && ['G10', 'GDS25 19'],
    figuresAsked && ['G10', 'BJ19 32'],
  ],
  ({ evaluation: { ranking, ownScore } }) => [ranking && ['G11', 'MCA15 assessment'], ownScore && ['G11', 'EQ20']],
  (form, of) => [!covered(form, of) && ['G12', 'D-admission-basis']],
];

/** Rhythms that a basis limits to occasions: a census law carries no monthly form. */
const occasions: Readonly<Record<string, readonly Form['frequency'][]>> = { 周期: ['once'], 应急: ['once', 'emergency'] };

/** Whether the basis cited carries the matter (G12): of a catalogue matter its own basis of the day; of any other no basis that belongs to one. */
function covered(
  { matter, basis, frequency }: Form,
  { class: asked, today }: { readonly class: Form['classAsked']; readonly today: IsoDate },
): boolean {
  if (asked === 'PURCHASE' || asked === 'FORBIDDEN') return true;
  const found = matter.id === null ? undefined : findMatter(matter.id);
  const cites = (of: { readonly law: string; readonly article: string } | undefined) =>
    of?.law === basis.law && of.article === basis.article;
  if (!found) return !catalogue.some((each) => cites(basisOn(each, today)));
  return statusOn(found, today) === 'in-use' && cites(basisOn(found, today)) && (occasions[found.rhythm]?.includes(frequency) ?? true);
}

/** Every guard that the form meets, seen from its county on a day: the source and whether it binds there (13.8). */
export function hitsOf(form: Form, today: IsoDate, of: Form['classAsked'] = form.classAsked): Hit[] {
  return checks
    .flatMap((check) => check(form, { class: of, today }))
    .filter((found) => found !== false)
    .map(([guard, rule]) => hitOf(guard, rule, form.county, today));
}

/** A guard met under a rule, whether that rule binds in the county on the day, and both in words for the paper that tells it. */
export function hitOf(guard: Guard, rule: RuleId, county: string, today: IsoDate): Hit {
  return { guard, rule, binding: forceOf(getRule(rule), county, today) === 'binding', words: guardInWords(guard, rule, county, today) };
}

/**
 * A guard in words: what its rule is called and says, and whose rule it is, as `describeRule` may show it in the county on the day. Law stands
 * with its article; everything else as the configuration of the body that adopted it (13.8).
 */
export function guardInWords(guard: Guard, rule: RuleId, county: string, on: IsoDate): string {
  const { title, words, heading, source, article, adoptedBy } = describeRule(rule, county, on);
  const where = source ? `《${source.zh}》${article ?? ''}` : (adoptedBy?.zh ?? '');
  return `${guard} ${title.zh}${words ? `：${words.text}` : ''}（${heading.zh}：${where}）`;
}

/** Whether a hit is a fact that ends the application (13.1): binding law, or what no community may ever be given. */
export const ends = ({ guard, binding }: Hit): boolean => binding || guard === 'FORBIDDEN';
