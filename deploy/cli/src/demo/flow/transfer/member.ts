import { addDays, type IsoDate } from '@yimen/kernel';
import type { Answer } from '../../../door/door.js';
import type { PartyPost } from '../../accounts.js';
import type { Step } from '../told/story.js';
import { eventually, type KnownPerson, type Moved, type Row, type Shown, type World } from '../world/world.js';

const holders: Readonly<Record<PartyPost, string>> = {
  'party-county': 'party-1',
  'party-yangshe': 'party-2',
  'party-jingang': 'party-3',
  'branch-yangshe': 'branch-1',
  'branch-jingang': 'branch-2',
};

/** A Party organisation of the demonstration, by the account that acts for it. */
export async function organisationOf(world: World, post: PartyPost): Promise<string> {
  const { state } = await world.item('admin', `organisations/accounts/${holders[post]}`);
  const [grant] = state['grants'] as readonly { readonly organisation: string }[];
  if (!grant) throw new Error(`the account ${holders[post]} has no post`);
  return grant.organisation;
}

/** One member in one installation's book. */
export class Member {
  constructor(
    readonly world: World,
    readonly person: KnownPerson,
  ) {}

  move(account: string, move: string, input: unknown = {}): Promise<Answer<Moved>> {
    return this.world.as(account).post<Moved>(`/api/organisations/party-relationships/${this.person.id}/${move}`, input);
  }

  shown(account: string): Promise<Shown> {
    return this.world.item(account, `organisations/party-relationships/${this.person.id}`);
  }

  /** The last event of a type, as the viewer sees it. */
  async last(account: string, type: string): Promise<Row> {
    const { history } = await this.shown(account);
    const found = history.findLast((one) => one.type === type);
    if (!found) throw new Error(`the history of the relationship has no ${type}`);
    return found.event;
  }

  /** His transfer in a box, once it is as wanted. */
  transfer(account: string, box: 'transfer-outbox' | 'transfer-inbox', state: string): Promise<Row> {
    return this.world.row(account, box, { person: this.person.id }, (row) => row['state'] === state);
  }

  /** Who answers for him: from, through, and the branch of this installation or of another. */
  async history(account: string, intervals: number): Promise<readonly Row[]> {
    return eventually(`history of ${this.person.id}`, async () => {
      const rows = await this.world.rows(account, 'member-history', { person: this.person.id });
      return rows.length >= intervals ? rows : undefined;
    });
  }

  /** In the book of a branch, as a full member who has paid his dues. */
  async enter(branch: string): Promise<void> {
    const { name, identityNumber, phone } = this.person;
    await this.move('branch-1', 'enter', { ...said(this.world), name, identityNumber, phone, branch, kind: 'on-record', leavingOn: null });
  }
}

/** A letter runs out: the source is reminded, then has the case back, and the membership goes on as before. */
export async function runsOut(step: Step, member: Member, expiresOn: IsoDate): Promise<void> {
  const { world, person } = member;
  await world.advanceTo(addDays(expiresOn, -7));
  const reminded = await world.row('party-2', 'transfer-outbox', { person: person.id }, (row) => row['remindedOn'] === world.today);
  step.show(`转出 outbox: ${world.today} 提醒 reminded，剩 ${String(reminded['daysLeft'])} 天 days left`);
  await world.advanceTo(addDays(expiresOn, 1));
  const expired = await member.transfer('party-2', 'transfer-outbox', 'expired');
  step.expect(
    '组织关系未动 the membership goes on',
    { open: expired['open'], assignedOn: expired['assignedOn'] },
    { open: true, assignedOn: null },
  );
  step.show(
    `转出 outbox: ${String((expired['stateLabel'] as { zh: string }).zh)} · 介绍信 letter ${String(expired['letterNo'])} · 有效期至 valid through ${expiresOn}`,
  );
}

/** What a book and a letter say of a full member. */
export const said = ({ today }: World) => ({
  standing: 'full',
  joinedOn: '2015-07-01',
  fullOn: '2016-07-01',
  duesPaidThrough: today.slice(0, 7),
});

export const archive = { state: 'present', location: '张家港市人才服务中心' };
export const drafted = { reason: 'moving', archive, carriedBy: 'online', probationMaterials: [] };
export const office = { officeAddress: '杨舍镇示范路1号', officePhone: '0512-00000000', officeFax: null, officePostcode: '215600' };
