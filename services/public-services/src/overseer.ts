import type { Reader } from '@yimen/kernel';
import { organisationTables } from '@yimen/service-shell/slice';

/** Levels of the longest tree, and some: where the parents run in a circle nobody is above anybody. */
const LEVELS = 12;

/** What the book of organisations says of a body that is to look after what a department did, or what another plans. */
export interface Overseer {
  /** It stands in the tree of government, and is not closed. */
  readonly stands: boolean;
  /** Both stand so. */
  readonly known: boolean;
  /** It is the department or planner itself, or below it: whoever acts for a body acts for those below, and would read what they read. */
  readonly below: boolean;
}

export async function overseerOf(read: Reader, organ: string, over: string): Promise<Overseer> {
  const row = (organisation: string) => read.row(organisationTables.organisation, organisation);
  const inTree = async (organisation: string) => {
    const found = await row(organisation);
    return found?.tree === 'government' && found.closedOn === null;
  };
  const stands = await inTree(organ);
  let at: string | null = organ;
  for (let level = 0; level < LEVELS && at !== null && at !== over; level += 1) at = (await row(at))?.parent ?? null;
  return { stands, known: stands && (await inTree(over)), below: at === over };
}
