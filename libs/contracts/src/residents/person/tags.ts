import { z } from 'zod';
import { event } from '../../event.js';
import { sealed } from '../../fields.js';
import { day, ofPerson, sample } from './shared.js';

/** Who may read a tag besides the person himself. */
export const tagViewerRoles = ['community-worker', 'director', 'secretary', 'sub-district', 'records-officer'] as const;

export const tagAdded = event('TagAdded', {
  ...ofPerson,
  zh: '服务对象标签登记',
  en: 'A tag of the closed list (sealed), its legal ground (sealed), its viewers and its last day.',
  schema: z
    .object({
      tagId: z.string().regex(/^t[1-9]\d{0,3}$/),
      tag: sealed,
      /** Law on which it rests (PIPL 28), sealed because it names the tag. */
      tagGround: sealed.optional(),
      viewers: z.array(z.enum(tagViewerRoles)),
      /** The named child worker, the only viewer of 留守儿童 and 困境儿童 (13.9). */
      namedViewer: z.string().min(1).max(100).nullable(),
      /** Day on which the guardian told the committee in writing to whose care he entrusted the child (P5). */
      guardianNoticeOn: day.optional(),
      expiresOn: day,
      /** Earliest last day of all tags of the person. */
      nextExpiry: day,
    })
    .strict(),
  samples: [
    {
      tagId: 't1',
      tag: sample.sealed,
      tagGround: sample.sealed,
      viewers: ['community-worker'],
      namedViewer: null,
      expiresOn: '2027-03-02',
      nextExpiry: '2027-03-02',
    },
    {
      tagId: 't2',
      tag: sample.sealed,
      tagGround: sample.sealed,
      viewers: [],
      namedViewer: 'worker-7',
      guardianNoticeOn: '2026-03-01',
      expiresOn: '2027-03-02',
      nextExpiry: '2027-03-02',
    },
  ],
});

/**
 * Why a tag was taken away, from this list: free text would tell in clear what is sealed.
 * 条件不再符合, 登记有误, 本人要求, 重新登记.
 */
export const tagRemovalReasons = ['no-longer-applies', 'recorded-in-error', 'asked-by-person', 'given-anew'] as const;

export const tagRemoved = event('TagRemoved', {
  ...ofPerson,
  zh: '服务对象标签移除',
  en: 'A tag was taken away, for a reason of a closed list that tells nothing of the tag.',
  schema: z.object({ tagId: z.string(), reason: z.enum(tagRemovalReasons), nextExpiry: day.nullable() }).strict(),
  samples: [{ tagId: 't1', reason: 'no-longer-applies', nextExpiry: null }],
});

export const tagsExpired = event('TagsExpired', {
  ...ofPerson,
  zh: '服务对象标签到期',
  en: 'Tags whose last day has passed ended by themselves.',
  schema: z.object({ tagIds: z.array(z.string()).min(1), nextExpiry: day.nullable() }).strict(),
  samples: [{ tagIds: ['t1'], nextExpiry: null }],
});
