import type { Reader } from '@yimen/kernel';
import { organisationFacts } from '@yimen/service-shell/slice';

/** Levels of the longest tree, and some: where the parents run in a circle nobody is above anybody. */
const LEVELS = 12;

/** What is known of the organisation to which a case, or a trouble, is passed on. */
export interface ReceivingBody {
  /** It stands in the tree of government or of communities, and is not closed. A Party organisation handles no cases. */
  readonly open: boolean;
  /** It is the implementing body, or below it. */
  readonly ofBody: boolean;
}

/** Reads it from the facts of organisations. `to` null: the implementing body itself; `body` null: any organisation will do. */
export async function receivingBody(read: Reader, to: string | null, body: string | null): Promise<ReceivingBody> {
  if (to === null || to === body) return { open: to === null || (await isOpen(read, to)), ofBody: true };
  if (!(await isOpen(read, to))) return { open: false, ofBody: false };
  if (body === null) return { open: true, ofBody: false };
  let at: string | null = to;
  for (let level = 0; level < LEVELS && at !== null; level += 1) {
    if (at === body) return { open: true, ofBody: true };
    at = (await read.row(organisationFacts.table.organisation, at))?.parent ?? null;
  }
  return { open: true, ofBody: false };
}

async function isOpen(read: Reader, organisation: string): Promise<boolean> {
  const row = await read.row(organisationFacts.table.organisation, organisation);
  return row !== undefined && row.closedOn === null && row.tree !== 'party';
}
