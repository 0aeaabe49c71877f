import { tagRemovalReasons, type tagViewerRoles } from '@yimen/contracts';
import { personal, type Actor, type IsoDate, type MoveContext, type PartViewers, type Reader, type Text } from '@yimen/kernel';
import { organisationFacts } from '@yimen/service-shell/slice';
import { z } from 'zod';
import { communityRoles } from '../roles.js';
import { andAbove } from './community.js';
import { move, refuse, type PersonEvent, type PersonParty, type Tag } from './states.js';

type Viewer = (typeof tagViewerRoles)[number];

interface TagKind {
  readonly label: Text;
  /** Law on which the tag rests (each needs its own: PIPL 28). */
  readonly ground: string;
  /** Roles that may read it; none where one named person may (13.9). */
  readonly viewers: readonly Viewer[];
}

const service = ['community-worker', 'director', 'records-officer'] as const;
const aid = ['community-worker', 'sub-district', 'records-officer'] as const;

/** 服务对象标签: the closed list of 13.9. */
export const tagKinds = {
  elderly: { label: { zh: '老年人', en: 'elderly' }, ground: '老年人权益保障法', viewers: service },
  minor: { label: { zh: '未成年人', en: 'minor' }, ground: '未成年人保护法', viewers: service },
  disabled: { label: { zh: '残疾人', en: 'disabled' }, ground: '残疾人保障法', viewers: service },
  'minimum-living': { label: { zh: '低保', en: 'minimum living allowance' }, ground: '社会救助暂行办法', viewers: aid },
  'extreme-poverty': { label: { zh: '特困', en: 'extreme poverty support' }, ground: '社会救助暂行办法', viewers: aid },
  'preferential-treatment': {
    label: { zh: '优抚/退役军人', en: 'preferential treatment, veteran' },
    ground: '退役军人保障法',
    viewers: aid,
  },
  unemployed: { label: { zh: '失业', en: 'unemployed' }, ground: '就业促进法', viewers: aid },
  newcomer: { label: { zh: '新市民', en: 'newcomer' }, ground: '居住证暂行条例', viewers: service },
  'left-behind-child': { label: { zh: '留守儿童', en: 'left-behind child' }, ground: '未成年人保护法', viewers: [] },
  'distressed-child': { label: { zh: '困境儿童', en: 'distressed child' }, ground: '未成年人保护法', viewers: [] },
} as const satisfies Record<string, TagKind>;

/** Tags of 2.1 whose knowledge is too sensitive to be stored (PIPL 28, PIPL 29, 13.9): they are known here only so that the answer can say so. */
const notStored = ['community-correction', 'released-prisoner', 'severe-mental-disorder', 'drug-related', 'religion'] as const;

export interface TagFacts {
  readonly stored: boolean;
  readonly viewers: readonly Viewer[];
  /** The law that was named is the one on which this tag rests. */
  readonly grounded: boolean;
  /** The named viewer is at work in this community. */
  readonly atWork: boolean;
}

/** Whether an account is a community worker of this community today (专人专岗). */
async function isWorkerOf(read: Reader, account: string, community: string): Promise<boolean> {
  if (account.includes('/')) return false;
  return (await read.row(organisationFacts.table.grant, `${account}/community-worker/${community}`)) !== undefined;
}

/**
 * Who sees a tag (2.1, 13.9): the person himself, the roles of its kind in his community, or the one named account. For everybody else it is
 * not there: that a child has a tag at all which a worker may not see would tell which.
 */
export function tagViewers(part: Readonly<Record<string, unknown>>, history: readonly PersonEvent[]): PartViewers<PersonParty> | undefined {
  const tags = tagsOf(part, history);
  if (!tags) return undefined;
  // An event that speaks of several is for those who see each of them.
  const viewers = tags[0]?.viewers.filter((role) => tags.every((tag) => tag.viewers.includes(role))) ?? [];
  const named = tags[0]?.namedViewer ?? null;
  return {
    roles: { self: ['resident'], community: viewers, stored: viewers.filter((role) => role === 'records-officer') },
    accounts: named !== null && tags.every((tag) => tag.namedViewer === named) ? [named] : [],
  };
}

type Seen = Pick<Tag, 'viewers' | 'namedViewer'>;

/** The tags of which a part of the state or an event speaks; undefined where it speaks of none. */
function tagsOf(part: Readonly<Record<string, unknown>>, history: readonly PersonEvent[]): readonly Seen[] | undefined {
  const type = part['type'];
  const named = type === 'TagRemoved' ? [part['tagId']] : type === 'TagsExpired' ? (part['tagIds'] as unknown[]) : undefined;
  if (named) return history.filter((event) => event.type === 'TagAdded').filter(({ tagId }) => named.includes(tagId));
  return 'namedViewer' in part && 'tagId' in part ? [part as unknown as Seen] : undefined;
}

export interface RemovalFacts {
  /** The community and the organisations above it: through a role in one of them a tag is seen. */
  readonly organisations: readonly string[];
}

/** Whether who acts for the community is one of those who see a tag. */
function sees(actor: Actor, { viewers, namedViewer }: Seen, { organisations }: RemovalFacts): boolean {
  if (actor.kind === 'system' || actor.id === namedViewer) return true;
  return actor.grants.some(
    ({ role, organisation }) => viewers.includes(role) && organisation !== null && organisations.includes(organisation),
  );
}

/** Tags in groups of the same viewers. */
function byViewers(tags: readonly Tag[]): Tag[][] {
  const groups = new Map<string, Tag[]>();
  for (const tag of tags) {
    const key = JSON.stringify([tag.viewers, tag.namedViewer]);
    groups.set(key, [...(groups.get(key) ?? []), tag]);
  }
  return [...groups.values()];
}

const kind = (tag: string): TagKind | undefined => (tagKinds as Readonly<Record<string, TagKind | undefined>>)[tag];
const earliest = (tags: readonly Pick<Tag, 'expiresOn'>[]): IsoDate | null => tags.map((tag) => tag.expiresOn).sort()[0] ?? null;

export const tagMoves = {
  addTag: move({
    label: { zh: '登记标签', en: 'add a tag' },
    from: ['registered'],
    by: { community: communityRoles },
    input: z
      .object({
        tag: personal('identity', z.enum([...(Object.keys(tagKinds) as (keyof typeof tagKinds)[]), ...notStored])),
        /** Law on which the tag rests; each tag has its own. */
        tagGround: personal('identity', z.enum([...new Set(Object.values(tagKinds).map(({ ground }) => ground))])),
        /** Account of the named child worker. */
        namedViewer: z.string().min(1).max(100).nullable().default(null),
        /** Day on which the guardian told the committee in writing to whose care he entrusted the child (P5). */
        guardianNoticeOn: z.iso.date().nullable().default(null),
        expiresOn: z.iso.date(),
      })
      .strict(),
    subject: (_state, _input, id) => id,
    derive: ({ tag, tagGround }) => ({
      stored: kind(tag) !== undefined,
      viewers: kind(tag)?.viewers ?? [],
      grounded: kind(tag)?.ground === tagGround,
    }),
    gather: async (read, { namedViewer }, state) =>
      ({ atWork: namedViewer !== null && 'community' in state && (await isWorkerOf(read, namedViewer, state.community)) }) as TagFacts,
    decide: (registered, { tag, tagGround, namedViewer, guardianNoticeOn, expiresOn }, { today, facts }: MoveContext<TagFacts>) => {
      if (!facts.stored) return refuse('tag-not-stored', 'D-no-restricted-tags');
      if (!facts.grounded) return refuse('tag-ground', 'PIPL 28');
      if ((facts.viewers.length === 0) !== (namedViewer !== null)) return refuse('named-viewer-only', 'PIPL 28');
      if (namedViewer !== null && !facts.atWork) return refuse('not-a-child-worker', '未成年人保护法 43', { namedViewer });
      // For either tag of a child: in clear the day may not tell which of the two it is.
      if (guardianNoticeOn !== null && namedViewer === null) return refuse('notice-not-asked', '未成年人保护法 23');
      if (guardianNoticeOn !== null && guardianNoticeOn > today) return refuse('notice-in-future', 'D-record-facts', { guardianNoticeOn });
      if (expiresOn <= today) return refuse('tag-expired', 'PIPL 19', { expiresOn });
      return {
        type: 'TagAdded',
        tagId: `t${registered.tagsGiven + 1}`,
        tag,
        tagGround,
        viewers: [...facts.viewers],
        namedViewer,
        ...(guardianNoticeOn !== null && { guardianNoticeOn }),
        expiresOn,
        nextExpiry: earliest([...registered.tags, { expiresOn }]) ?? expiresOn,
      };
    },
  }),
  removeTag: move({
    label: { zh: '移除标签', en: 'remove a tag' },
    from: ['registered'],
    by: { community: communityRoles },
    input: z.object({ tagId: z.string().max(10), reason: z.enum(tagRemovalReasons) }).strict(),
    gather: async (read, _input, state): Promise<RemovalFacts> => ({
      organisations: 'community' in state ? await andAbove(read, state.community) : [],
    }),
    decide: ({ tags }, { tagId, reason }, { actor, facts }: MoveContext<RemovalFacts>) => {
      const tag = tags.find((one) => one.tagId === tagId);
      // For who may not see it there is no such tag, and the answer is that of a tag that never was (13.9).
      if (!tag || !sees(actor, tag, facts)) return refuse('tag-missing', 'PIPL 28', { tagId });
      return { type: 'TagRemoved', tagId, reason, nextExpiry: earliest(tags.filter((one) => one !== tag)) };
    },
  }),
  expireTags: move({
    label: { zh: '标签到期', en: 'let tags expire' },
    from: ['registered', 'sealed', 'forgetting-requested', 'forgetting-approved'],
    by: 'system',
    input: z.object({}).strict(),
    decide: ({ tags: all }, _input, { today }) => {
      const [over, left] = [all.filter((tag) => tag.expiresOn < today), all.filter((tag) => tag.expiresOn >= today)];
      if (over.length === 0) return refuse('nothing-expired', 'PIPL 19');
      // One event for those who see the same tags: each viewer learns of his own and of no other (13.9).
      const nextExpiry = earliest(left);
      return byViewers(over).map((tags) => ({ type: 'TagsExpired' as const, tagIds: tags.map((tag) => tag.tagId), nextExpiry }));
    },
  }),
};
