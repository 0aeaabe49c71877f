import type { Reader } from '@yimen/kernel';
import { organisationTables } from '@yimen/service-shell/slice';

/** Levels of the longest tree, and some: where the parents run in a circle nobody is above anybody. */
const LEVELS = 12;

/** What the book of organisations says of a body that is to look after what a department did. */
export interface Overseer {
  /** Both stand in the tree of government, and neither is closed. */
  readonly known: boolean;
  /** It is the department itself or below it: whoever acts for a body acts for those below, and would read what they read. */
  readonly below: boolean;
}

export async function overseerOf(read: Reader, organ: string, department: string): Promise<Overseer> {
  const row = (organisation: string) => read.row(organisationTables.organisation, organisation);
  const known = [await row(organ), await row(department)].every((each) => each?.tree === 'government' && each.closedOn === null);
  let at: string | null = organ;
  for (let level = 0; level < LEVELS && at !== null && at !== department; level += 1) at = (await row(at))?.parent ?? null;
  return { known, below: at === department };
}
