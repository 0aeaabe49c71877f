import type { Caller } from '../door/door.js';
import type { PartyPost } from './accounts.js';
import type { Book } from './book.js';

interface Entry {
  readonly name: string;
  readonly level: 'committee' | 'branch';
  readonly parent: PartyPost | null;
  readonly seat: string;
  readonly canApprove: boolean;
}

/** Above before below. The towns' committees may approve probationary members, so they send and receive; the branches may not (PMR19 25). */
const network: Readonly<Record<PartyPost, Entry>> = {
  'party-county': { name: '中共张家港市委', level: 'committee', parent: null, seat: '320582000000', canApprove: false },
  'party-yangshe': { name: '中共杨舍镇委员会', level: 'committee', parent: 'party-county', seat: '320582100000', canApprove: true },
  'party-jingang': { name: '中共金港街道工作委员会', level: 'committee', parent: 'party-county', seat: '320582001000', canApprove: true },
  'branch-yangshe': { name: '杨舍镇社区党支部', level: 'branch', parent: 'party-yangshe', seat: '320582100001', canApprove: false },
  'branch-jingang': { name: '金港街道社区党支部', level: 'branch', parent: 'party-jingang', seat: '320582001001', canApprove: false },
};

/** The Party organisations of the demonstration in the book of the network, by the organisation department of the county. */
export async function enterPartyNetwork(department: Caller, book: Book): Promise<void> {
  for (const [post, { parent, level, ...entry }] of Object.entries(network) as [PartyPost, Entry][]) {
    const id = book.posts[post];
    const term = { formedOn: '2020-01-01', termStart: '2024-01-01', community: level === 'branch', units: [] };
    const above = { parent: parent === null ? null : book.posts[parent], organisation: id };
    await department.post(
      `/api/organisations/party-organisations/${id}/enter`,
      { ...entry, level, ...term, ...above, code: null, connection: 'national' },
      { key: `party:${post}` },
    );
  }
}
