import { noticeDelivered, noticeFailed, noticeKind, noticeOrdered, noticeRerouted, noticeSent } from '@yimen/contracts';
import type { Role, Text } from '@yimen/kernel';
import { projection, table } from '@yimen/projection-engine/projection';
import { z } from 'zod';
import { all, any, sql } from '../views/clause.js';
import { columnsOf, equals, view } from '../views/view.js';

export interface NoticeRow {
  readonly notice: string;
  readonly kind: string;
  readonly case: string | null;
  readonly organisation: string;
  readonly handledBy: string;
  readonly person: string;
  /** Of feedback on a rating: the account whose work was rated. */
  readonly handler: string | null;
  readonly channel: string;
  readonly subject: Text;
  readonly body: Text;
  readonly state: 'ordered' | 'sent' | 'delivered' | 'failed';
  readonly attempt: number;
  readonly receipt: string | null;
  readonly orderedOn: string;
  readonly sentOn: string | null;
  readonly deliveredOn: string | null;
  readonly proof: { readonly kind: string; readonly reference: string } | null;
  readonly failure: string | null;
}

const tables = {
  notices: table<NoticeRow>('notice', {
    columns: {
      notice: { type: 'uuid' },
      kind: { type: 'text' },
      case: { type: 'uuid', nullable: true },
      organisation: { type: 'uuid' },
      handledBy: { type: 'uuid' },
      person: { type: 'uuid' },
      handler: { type: 'text', nullable: true },
      channel: { type: 'text' },
      subject: { type: 'json' },
      body: { type: 'json' },
      state: { type: 'text' },
      attempt: { type: 'int' },
      receipt: { type: 'text', nullable: true },
      orderedOn: { type: 'date' },
      sentOn: { type: 'date', nullable: true },
      deliveredOn: { type: 'date', nullable: true },
      proof: { type: 'json', nullable: true },
      failure: { type: 'text', nullable: true },
    },
    key: ['notice'],
    indices: [['person'], ['case'], ['organisation', 'state'], ['handledBy', 'state']],
  }),
};

/** Notices to people with their state of delivery, because periods start when delivery is proved. */
export const notices = projection('notices', 1, tables, (on) => {
  on(noticeOrdered, (rows, { event, item }) => {
    const { type: _type, on: orderedOn, handler = null, ...paper } = event;
    rows.notices.put({
      notice: item,
      ...paper,
      handler,
      state: 'ordered',
      attempt: 1,
      receipt: null,
      orderedOn,
      sentOn: null,
      deliveredOn: null,
      proof: null,
      failure: null,
    });
  });
  on(noticeSent, (rows, { event, item }) =>
    rows.notices.patch([item], { state: 'sent', channel: event.channel, receipt: event.receipt, sentOn: event.on }),
  );
  on(noticeDelivered, (rows, { event, item }) =>
    rows.notices.patch([item], { state: 'delivered', deliveredOn: event.deliveredOn, proof: event.proof }),
  );
  on(noticeFailed, (rows, { event, item }) => rows.notices.patch([item], { state: 'failed', failure: event.reason }));
  on(noticeRerouted, (rows, { event, item }) => {
    const { channel, subject, body, attempt } = event;
    rows.notices.patch([item], { state: 'ordered', channel, subject, body, attempt, receipt: null, sentOn: null, failure: null });
  });
});

const front: readonly Role[] = ['window-clerk', 'hall-manager', 'community-worker', 'auditor'];
const back: readonly Role[] = ['case-handler', 'department', 'sub-district', 'director', 'auditor'];
const ofRatings: readonly Role[] = ['rating-supervisor', 'auditor'];

/** No filter by person: what one person was told about all his matters is nobody's list but his own (13.9). */
export const noticesView = view({
  name: 'notices',
  label: { zh: '通知', en: 'notices' },
  about: {
    zh: '收件与承办组织；评价反馈限好差评监督员和审计员；居民看本人的通知',
    en: 'front desk and back office within their organisations; feedback on ratings: supervisors and auditors; a resident his own',
  },
  models: [notices],
  table: tables.notices,
  from: '{notice} n',
  columns: columnsOf(tables.notices, 'n', {
    notice: '编号 / id',
    kind: '种类 / kind',
    case: '办件 / case',
    organisation: '收件组织 / front desk',
    handledBy: '承办组织 / back office',
    person: '收件人编号 / person id',
    channel: '渠道 / channel',
    subject: '标题 / subject',
    body: '正文 / text',
    state: 'ordered 待发，sent 已发出，delivered 已送达，failed 未送达',
    attempt: '第几次 / attempt',
    receipt: '渠道回执 / receipt',
    orderedOn: '拟发日期 / ordered on',
    sentOn: '发出日期 / sent on',
    deliveredOn: '送达日期 / delivered on',
    proof: '送达凭证 / proof of delivery',
    failure: '未送达原因 / why it failed',
  }),
  key: [{ from: 'n.notice', type: 'uuid' }],
  sorts: { arrival: [{ from: 'n."orderedOn"', type: 'date' }], state: [{ from: 'n.state', type: 'text' }] },
  filters: z
    .object({
      notice: z.uuid().optional(),
      case: z.uuid().optional(),
      kind: noticeKind.optional(),
      state: z.enum(['ordered', 'sent', 'delivered', 'failed']).optional(),
      channel: z.string().max(10).optional(),
    })
    .strict(),
  scope: (viewer) => {
    if (!viewer.isResident) viewer.require(...front, ...back, ...ofRatings);
    // Feedback on a rating names the rater: the desks, where the rated persons sit, get no row of it (13.3).
    return any(
      viewer.isResident ? sql`n.person = ${viewer.person}::uuid` : undefined,
      all(sql`n.kind <> 'rating-feedback'`, viewer.reaches({ 'n.organisation': front, 'n."handledBy"': back })),
      // Nor does who was rated himself, whatever role he holds.
      all(
        sql`n.kind = 'rating-feedback' AND n.handler IS DISTINCT FROM ${viewer.account ?? ''}`,
        viewer.reaches({ 'n.organisation': ofRatings }),
      ),
    );
  },
  where: ({ filters: given }) =>
    all(
      equals('n.notice', given.notice, 'uuid'),
      equals('n."case"', given.case, 'uuid'),
      equals('n.kind', given.kind),
      equals('n.state', given.state),
      equals('n.channel', given.channel),
    ),
});
