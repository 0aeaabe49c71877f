import { areaCode, contractTerms, purchaseBudgeted, purchaseInGuide, purchaseNeeded, sourceId } from '@yimen/contracts';
import { addDays, addYears, isInArea, type PolicyReader } from '@yimen/kernel';
import { z } from 'zod';
import { ownSource } from '../ids.js';
import { parameters } from '../parameters.js';
import { itemOn, purchaseGuide } from '../purchase-guide/purchase-guide.js';
import { rules } from '../rules.js';
import { buyer, move, refuse, type Part, type Terms } from './state.js';
import { neither, supplierMoves } from './supplier.js';

const nothing = z.object({}).strict();

/** Last day of the longest term from a day (GPS20 24): longer than a year only where the budget is secured and all four conditions hold. */
export function longestTerm({ from, secured }: Pick<Terms, 'from' | 'secured'>, policy: PolicyReader): string {
  const long = Object.values(secured).every(Boolean);
  return addDays(addYears(from, policy.number(long ? parameters.termYearsSecured : parameters.termYears)), -1);
}

const yearOf = (source: string): number => Number(source.slice(-4));

/** What a contract costs by year, each in the source of its holder for that year: all of it in the year of the budget, unless it says otherwise. */
export function partsOf({ source, line }: { readonly source: string; readonly line: string }, { price, years }: Terms): readonly Part[] {
  const holder = source.split('~')[0] ?? '';
  return (years ?? [{ year: yearOf(source), amount: price }]).map(({ year, amount }) => ({
    ...{ source: ownSource(holder, year), line, amount: BigInt(amount), bound: false, accepted: 0n },
  }));
}

/** Why what falls into each year is no plan of this price, or undefined. */
function unplanned(source: string, terms: Terms) {
  const { price, years } = terms;
  if (!years) return undefined;
  const sum = years.reduce((total, { amount }) => total + BigInt(amount), 0n);
  const inOrder = years.every(({ year }, at) => year > (years[at - 1]?.year ?? yearOf(source) - 1)) && years[0]?.year === yearOf(source);
  return inOrder && sum === BigInt(price) ? undefined : refuse('years-differ', rules.ledger, { year: yearOf(source), price });
}

/** From the need to the published contract. */
export const signingMoves = {
  need: move({
    label: { zh: '提出需求', en: 'state the need' },
    from: ['none'],
    by: buyer,
    input: purchaseNeeded.schema.omit({ on: true }),
    parties: (input) => ({ buyer: { organisation: input.buyer } }),
    decide: (_none, input, { today }) => {
      if (neither.includes(input.buyerKind)) return refuse('neither-buyer-nor-supplier', rules.neither);
      if (input.buyerKind !== 'state-organ') return refuse('not-a-buyer', 'GPS20 5');
      if (input.what !== 'service' || !input.governmentDuty) return refuse('not-to-be-bought', rules.notBought);
      return { type: 'PurchaseNeeded', ...input, on: today };
    },
  }),
  findInGuide: move({
    label: { zh: '核对指导性目录', en: 'find it in the guide catalogue' },
    // GPS20 11: only what stands in the public guide catalogue of the day, of the buyer's area or one above it, is bought.
    from: ['need'],
    by: buyer,
    input: purchaseInGuide.schema.pick({ item: true }).extend({ guide: areaCode }),
    gather: async (read, { guide, item }, state, { today }) => ({
      area: state.status === 'none' ? null : ((await read.area(state.buyer)) ?? null),
      found: itemOn(await read.state(purchaseGuide, guide), item, today) ?? null,
    }),
    decide: (_need, input, { today, facts: { area, found } }) => {
      if (area === null || !isInArea(area, input.guide))
        return refuse('guide-elsewhere', rules.guide, { guide: input.guide, area: area ?? '–' });
      return found
        ? { type: 'PurchaseInGuide', ...input, name: found.name, on: today }
        : refuse('not-in-guide', rules.guide, { item: input.item, guide: input.guide });
    },
  }),
  budget: move({
    label: { zh: '列入预算', en: 'put it into the budget' },
    from: ['in-catalogue'],
    by: buyer,
    input: purchaseBudgeted.schema.omit({ on: true }).extend({ fundSource: sourceId }),
    decide: (_state, input, { today }) =>
      BigInt(input.amount) > 0n ? { type: 'PurchaseBudgeted', ...input, on: today } : refuse('amount-not-positive', rules.budgeted),
  }),
  ...supplierMoves,
  sign: move({
    label: { zh: '签订合同', en: 'sign the contract' },
    from: ['procured'],
    by: buyer,
    input: contractTerms,
    decide: ({ buyer: of, budget, source, line }, terms, { today, policy }) => {
      if (terms.to < terms.from) return refuse('term-reversed', rules.purchase);
      const until = longestTerm(terms, policy);
      if (terms.to > until) return refuse('term-too-long', rules.term, { until });
      if (BigInt(terms.price) <= 0n) return refuse('amount-not-positive', rules.contract);
      if (BigInt(terms.price) > budget) return refuse('beyond-budget', rules.budgeted, { price: terms.price, budget: budget.toString() });
      // What a contract costs is bound year by year, each in its own budget (BUD18 13).
      const asked = partsOf({ source, line }, terms).map(({ amount, ...part }) => ({ ...part, amount: amount.toString() }));
      return (
        unplanned(source, terms) ?? [
          { type: 'PurchaseContractSigned', ...terms, on: today },
          ...asked.map(({ source: from, line: by, amount }) => ({
            ...({ type: 'PurchaseMoneyAsked', buyer: of, source: from, line: by, amount, on: today } as const),
          })),
        ]
      );
    },
  }),
  askMoney: move({
    label: { zh: '重新请求承诺资金', en: 'ask for the money again' },
    from: ['signed', 'published', 'performing', 'accepted'],
    by: buyer,
    input: z.object({ source: sourceId, line: purchaseBudgeted.schema.shape.line }).strict(),
    decide: ({ parts, buyer: of }, { source, line }, { today }) => {
      const part = parts.find((each) => each.source === source);
      if (!part) return refuse('year-unknown', rules.purchase, { source });
      if (part.bound) return refuse('already-bound', rules.purchase, { source });
      return { type: 'PurchaseMoneyAsked', buyer: of, source, line, amount: part.amount.toString(), on: today };
    },
  }),
  publish: move({
    label: { zh: '公告合同', en: 'publish the contract' },
    // GPS20 3: openly chosen, and nothing is done before the contract is public.
    from: ['signed'],
    by: buyer,
    input: nothing,
    decide: ({ parts: [first] }, _input, { today }) =>
      // GPS20 14: what no budget stands behind is not carried out; later years are bound when their budgets stand.
      first?.bound
        ? { type: 'PurchaseContractPublished', on: today }
        : refuse('money-not-bound', rules.budgeted, { source: first?.source ?? '' }),
  }),
};
