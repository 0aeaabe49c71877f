import { recordSeries } from '@yimen/contracts';
import { addDays, isRefusal, type IsoDate, type Refusal } from '@yimen/kernel';
import { z } from 'zod';
import { communityRoles, hallRoles, recordsRoles } from '../roles.js';
import { consentToRecord, isHimself, weighConsent, wayOfConsent } from './consents.js';
import { sealedFrom } from './sealing.js';
import { move, refuse, type Kept, type PersonEvent, type RetainUntil, type Series } from './states.js';

const reason = z.string().trim().min(1).max(200);
const series = z.enum(recordSeries).nullable();
const records = { records: recordsRoles, collectorRecords: recordsRoles } as const;

/** The day until which a series is kept; for all of them the last one. */
function keptUntil(retainUntil: RetainUntil, asked: Series | null): IsoDate {
  return asked === null ? (Object.values(retainUntil).sort().at(-1) as IsoDate) : retainUntil[asked];
}

function refuseHolds({ holds }: Pick<Kept, 'holds'>): Refusal | undefined {
  return holds.length === 0 ? undefined : refuse('legal-hold', 'PIPL 47', { holds: holds.map((hold) => hold.ground) });
}

/**
 * Sealing, legal hold and forgetting (13.10). Inside the retention period a request for deletion leaves the record stored and unused, with its
 * ground; after it the keys are destroyed: one records officer asks, a second agrees, and a waiting time passes.
 */
export const recordsMoves = {
  seal: move({
    label: { zh: '封存（仅存储）', en: 'seal: store and nothing else' },
    from: ['registered'],
    by: { community: communityRoles, collector: hallRoles, ...records, self: ['resident'] },
    input: z.object({ ground: z.enum(['deletion-requested', 'consent-withdrawn', 'moved-away', 'deceased']) }).strict(),
    decide: (registered, input, context) => sealedFrom(registered, input, context),
  }),
  sealUnused: move({
    label: { zh: '封存久未使用的记录', en: 'seal a record that is not used any more' },
    from: ['registered'],
    by: records,
    /** As the list of what falls due shows it. */
    input: z.object({ lastUsedOn: z.iso.date() }).strict(),
    decide: (registered, { lastUsedOn }, context) => {
      const { today } = context;
      if (lastUsedOn > today) return refuse('use-in-future', 'D-record-facts', { lastUsedOn });
      const events = sealedFrom(registered, { ground: 'not-used', lastUsedOn }, context);
      const until = events
        .flatMap((event) => (event.type === 'RecordSealed' ? Object.values(event.retainUntil) : []))
        .sort()
        .at(-1);
      // While one series is still kept the record is in use; the last day still counts (CIV 1259).
      return until !== undefined && today <= until ? refuse('still-kept', 'D-retention', { lastUsedOn, until }) : events;
    },
  }),
  reopen: move({
    label: { zh: '恢复使用', en: 'reopen' },
    from: ['sealed'],
    by: { records: recordsRoles, self: ['resident'] },
    input: z
      .object({
        reason,
        consent: wayOfConsent
          .extend({ noticeVersion: z.string().trim().min(1).max(40) })
          .nullable()
          .default(null),
      })
      .strict(),
    decide: ({ forgotten, ground, person, consents, bornIn, legalGround }, { reason: because, consent }, context) => {
      if (forgotten.includes('identity')) return refuse('already-forgotten', 'D-retention');
      const himself = isHimself(context, person);
      if (ground === 'deletion-requested' && !himself) return refuse('reopened-by-himself', 'PIPL 47');
      const reopened: PersonEvent = { type: 'RecordReopened', reason: because };
      if (ground !== 'consent-withdrawn') return consent === null ? reopened : refuse('consent-not-the-ground', 'PIPL 13');
      if (consent === null) return refuse('consent-needed', 'PIPL 13');
      const { noticeVersion, ...way } = consent;
      const weighed = weighConsent(way, { bornIn, himself }, context);
      if (isRefusal(weighed)) return weighed;
      const given = consentToRecord(`c${consents.length + 1}`, noticeVersion, way, legalGround === 'consent');
      return { events: [reopened, given], warnings: weighed };
    },
  }),
  placeHold: move({
    label: { zh: '设定法定留存', en: 'place a legal hold' },
    from: ['registered', 'sealed', 'forgetting-requested', 'forgetting-approved'],
    by: records,
    input: z.object({ ground: reason }).strict(),
    decide: (kept, { ground }) => {
      const placed: PersonEvent = { type: 'LegalHoldPlaced', holdId: `h${kept.holdsPlaced + 1}`, ground };
      // A destruction that is under way ends with the hold.
      const underWay = kept.status === 'forgetting-requested' || kept.status === 'forgetting-approved';
      return underWay ? [placed, { type: 'ForgettingWithdrawn', reason: ground }] : placed;
    },
  }),
  liftHold: move({
    label: { zh: '解除法定留存', en: 'lift a legal hold' },
    from: ['registered', 'sealed'],
    by: records,
    input: z.object({ holdId: z.string().max(10), reason }).strict(),
    decide: ({ holds }, input) =>
      holds.some((hold) => hold.holdId === input.holdId)
        ? { type: 'LegalHoldLifted', ...input }
        : refuse('hold-missing', 'D-retention', { holdId: input.holdId }),
  }),
  requestForgetting: move({
    label: { zh: '申请销毁', en: 'request destruction' },
    from: ['sealed'],
    by: records,
    input: z.object({ series, ground: reason }).strict(),
    decide: (sealed, input, { today, actor }) => {
      const refused = refuseHolds(sealed);
      if (refused) return refused;
      if (input.series !== null && sealed.forgotten.includes(input.series)) return refuse('already-forgotten', 'D-retention');
      const until = keptUntil(sealed.retainUntil, input.series);
      // The last day still counts (CIV 1259).
      return today <= until ? refuse('retention-running', 'PIPL 47', { until }) : { type: 'ForgettingRequested', by: actor.id, ...input };
    },
  }),
  approveForgetting: move({
    label: { zh: '批准销毁', en: 'approve destruction' },
    from: ['forgetting-requested'],
    by: records,
    input: z.object({}).strict(),
    decide: (requested, _input, { today, actor, policy }) => {
      if (actor.id === requested.requestedBy) return refuse('second-person', 'D-two-persons');
      const waitUntil = addDays(today, policy.number('retention.destruction.wait_days'));
      return refuseHolds(requested) ?? { type: 'ForgettingApproved', series: requested.series, by: actor.id, waitUntil };
    },
  }),
  withdrawForgetting: move({
    label: { zh: '撤销销毁', en: 'call the destruction off' },
    from: ['forgetting-requested', 'forgetting-approved'],
    by: records,
    input: z.object({ reason }).strict(),
    decide: (_state, input) => ({ type: 'ForgettingWithdrawn', ...input }),
  }),
  forget: move({
    label: { zh: '遗忘', en: 'forget' },
    from: ['forgetting-approved'],
    by: 'system',
    input: z.object({}).strict(),
    decide: (approved, _input, { today }) => {
      if (today <= approved.waitUntil) return refuse('waiting', 'D-retention', { until: approved.waitUntil });
      const { person, series: of, identity } = approved;
      // With the number its name in the register goes too: he can be registered anew.
      const free = of === null || of === 'identity' ? identity : null;
      return refuseHolds(approved) ?? { type: 'PersonForgotten', person, series: of, identity: free };
    },
  }),
  recordDestruction: move({
    label: { zh: '记录密钥销毁', en: 'record that the keys are destroyed' },
    // A single series is destroyed while the record stays sealed, whatever has happened to it since.
    from: ['forgotten', 'registered', 'sealed', 'forgetting-requested', 'forgetting-approved'],
    by: 'system',
    input: z.object({ series }).strict(),
    decide: (_state, input) => ({ type: 'KeysDestroyed', ...input }),
  }),
};
