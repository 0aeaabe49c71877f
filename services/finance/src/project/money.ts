import type { EventOf, projectMoneyAsked, projectMoneyRefused } from '@yimen/contracts';
import { addDays, type MoveContext } from '@yimen/kernel';
import { unbindableProject } from '../fund-source/commitments.js';
import type { FundSource } from '../fund-source/fund-source.js';
import { parameters } from '../parameters.js';

type Asked = EventOf<typeof projectMoneyAsked>;
type Wanted = Pick<Asked, 'community' | 'source' | 'line' | 'amount'>;

/** What the books of the source say that is to pay a project. */
export interface SourceBooks {
  readonly books: FundSource;
}

/** Why the source cannot bind the money today, or undefined. Nothing is set aside here: the process that binds it could not. */
export function withheld({ community, line, amount }: Wanted, { id, facts }: MoveContext<SourceBooks>) {
  const refused = unbindableProject(facts.books, { project: id, community, line, amount }, {});
  return refused && { ...refused, overridable: false };
}

export const asking = ({ community, source, line, amount }: Wanted, on: string): Asked => ({
  ...{ type: 'ProjectMoneyAsked', community, source, line, amount, on },
});

/** A project that is filed asks its source for the money; what the books cannot bind yet is a task of the office that filed it. */
export function requested(
  wanted: Wanted & { readonly office: string },
  context: MoveContext<SourceBooks>,
): Asked | EventOf<typeof projectMoneyRefused> {
  const { today, policy } = context;
  const why = withheld(wanted, context);
  if (!why) return asking(wanted, today);
  const { community, source, line, amount, office } = wanted;
  const owner = { role: 'sub-district', organisation: office } as const;
  const dueOn = addDays(today, policy.number(parameters.taskDays));
  return { type: 'ProjectMoneyRefused', community, source, line, amount, code: why.code, detail: why.detail, owner, dueOn, on: today };
}
