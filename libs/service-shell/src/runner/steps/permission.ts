import type { Actor, Grant, Parties, Party, Role } from '@yimen/kernel';
import type { AccountDirectory } from '../../auth/directory.js';

/** Roles per party: the table of a move's `by`, of a slice's `readers` and `opens`. */
export type RoleTable = { readonly [party: string]: readonly Role[] | undefined };

/** In which capacity an actor may act: the party, and the organisation through which he acts for it (null for himself). */
export interface Capacity {
  readonly party: string;
  readonly organisation: string | null;
  readonly onBehalfOf: string;
}

/** Whether the actor holds any of the roles at all, for no party in particular: the question that can be asked before facts are gathered. */
export function holdsRole(actor: Actor, table: RoleTable): boolean {
  if (actor.kind === 'system') return false;
  return actor.grants.some((grant) => Object.values(table).some((held) => held?.includes(grant.role)));
}

/**
 * The capacity in which an account may act by this table, or undefined. For an organisation he acts through a role held there or above it (decision 23),
 * for a person only as that person.
 */
export async function capacityOf(
  actor: Actor,
  table: RoleTable,
  parties: Parties<string>,
  directory: Pick<AccountDirectory, 'isWithin'>,
): Promise<Capacity | undefined> {
  if (actor.kind === 'system') return undefined;
  for (const [name, held] of Object.entries(table)) {
    const party = parties[name];
    if (!party || !held) continue;
    for (const grant of actor.grants) {
      if (!held.includes(grant.role)) continue;
      const capacity = await through(actor, grant, party, directory);
      if (capacity) return { party: name, ...capacity };
    }
  }
  return undefined;
}

type Account = Extract<Actor, { kind: 'account' }>;

async function through(
  actor: Account,
  grant: Grant,
  party: Party,
  directory: Pick<AccountDirectory, 'isWithin'>,
): Promise<Omit<Capacity, 'party'> | undefined> {
  if ('person' in party)
    return grant.organisation === null && actor.person === party.person ? { organisation: null, onBehalfOf: party.person } : undefined;
  if (grant.organisation === null) return undefined;
  if ('installation' in party) return { organisation: grant.organisation, onBehalfOf: 'installation' };
  const within = grant.organisation === party.organisation || (await directory.isWithin(party.organisation, grant.organisation));
  return within ? { organisation: grant.organisation, onBehalfOf: party.organisation } : undefined;
}

/** A directory that asks each question once, for the length of one request. */
export function askingOnce(directory: AccountDirectory): AccountDirectory {
  const asked = new Map<string, Promise<boolean>>();
  return {
    find: (account) => directory.find(account),
    isWithin: (organisation, ancestor) => {
      const key = `${organisation} ${ancestor}`;
      const known = asked.get(key) ?? directory.isWithin(organisation, ancestor);
      asked.set(key, known);
      return known;
    },
  };
}
