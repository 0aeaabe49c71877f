import { checkSlice } from '@yimen/service-shell/slice';
import { scenario } from '@yimen/testing';
import { clerk, ids, on, resident, system } from '../hall.sample.js';
import { notice, type NoticeEvent } from './notice.js';
import { noticeTexts, type About } from './texts.js';

const day = '2026-03-02';
const about: About = { kind: 'supplement', materials: [{ name: '家庭收入情况说明', gap: 'missing' }], days: 15 };
const to = { person: ids.person, channel: 'sms' as const, organisation: ids.community, handledBy: ids.body };
const ordered: NoticeEvent = {
  type: 'NoticeOrdered',
  kind: 'supplement',
  case: ids.case,
  ...to,
  ...noticeTexts('低保代办', about),
  on: day,
};
const sent: NoticeEvent = { type: 'NoticeSent', channel: 'sms', receipt: 'outbox-1', on: day };
const failed: NoticeEvent = { type: 'NoticeFailed', reason: 'unreachable', on: day };
const rerouted: NoticeEvent = {
  type: 'NoticeRerouted',
  person: ids.person,
  channel: 'post',
  ...noticeTexts('低保代办', about),
  attempt: 2,
  on: day,
};
const proof = { kind: 'signature' as const, reference: '签收单1号' };
const delivered: NoticeEvent = { type: 'NoticeDelivered', kind: 'supplement', case: ids.case, deliveredOn: day, proof };

test('the table of the notice holds', () => {
  expect(
    checkSlice(notice as never, { histories: [[ordered, sent, failed, rerouted, { ...sent, channel: 'post' } as NoticeEvent, delivered]] }),
  ).toEqual([]);
});

test('ordered with its texts, sent with a receipt, delivered with proof', () => {
  scenario(notice)
    .given()
    .when('order', { case: ids.case, ratingCase: null, about }, on(day, system, { facts: { to: { ...to, item: '低保代办' } } }))
    .then(ordered);
  scenario(notice).given(ordered).when('markSent', { receipt: 'outbox-1' }, on(day, system)).then(sent);
  scenario(notice).given(ordered, sent).when('deliver', { deliveredOn: day, proof }, on(day)).then(delivered);
  scenario(notice)
    .given(ordered, sent)
    .when('confirm', {}, on(day, resident, { id: ids.notice }))
    .then({ ...delivered, proof: { kind: 'read-online', reference: ids.notice } });
});

test('nobody to tell: nothing is ordered', () => {
  scenario(notice)
    .given()
    .when('order', { case: ids.case, ratingCase: null, about }, on(day, system, { facts: { to: null } }))
    .then([]);
});

test('D-notice-delivery · no delivery before sending, none in the future', () => {
  scenario(notice)
    .given(ordered, sent)
    .when('deliver', { deliveredOn: '2026-03-01', proof }, on(day))
    .then({ refused: 'delivered-before-sent', rule: 'D-notice-delivery' });
  scenario(notice)
    .given(ordered, sent)
    .when('deliver', { deliveredOn: '2026-03-03', proof }, on(day))
    .then({ refused: 'delivered-in-future', rule: 'D-notice-delivery' });
});

test('what did not arrive goes out again by another channel with the same words', () => {
  scenario(notice).given(ordered, sent).when('fail', { reason: 'unreachable' }, on(day)).then(failed);
  scenario(notice).given(ordered, sent, failed).when('reroute', { channel: 'post' }, on(day, clerk)).then(rerouted);
});

test('who is told is read from the case: not at the desk where all was done at once, not an anonymous rater', async () => {
  const states: Record<string, object> = {
    [`service-case/${ids.case}`]: {
      status: 'handling',
      mode: 'ordinary',
      applicant: ids.person,
      noticeChannel: 'sms',
      organisation: ids.community,
      handledBy: ids.body,
      itemName: '低保代办',
    },
    [`rating-case/${ids.ratingCase}`]: { status: 'feedback', named: true, rater: ids.person, organisation: ids.community },
  };
  const read = {
    state: async (slice: { name: string; initial: object }, of: string) => states[`${slice.name}/${of}`] ?? slice.initial,
    row: async () => undefined,
  } as never;
  const gather = (of: { case: string | null; ratingCase: string | null }) =>
    notice.moves.order.gather?.(read, { ...of, about }, { status: 'none' }, { id: ids.notice, today: day, derived: {}, alias: {} });
  await expect(gather({ case: ids.case, ratingCase: null })).resolves.toEqual({ to: { ...to, item: '低保代办' } });
  await expect(gather({ case: null, ratingCase: ids.ratingCase })).resolves.toMatchObject({ to: { person: ids.person, channel: 'phone' } });
  states[`service-case/${ids.case}`] = { ...states[`service-case/${ids.case}`], mode: 'at-once', status: 'delivered', outcome: 'granted' };
  await expect(gather({ case: ids.case, ratingCase: null })).resolves.toEqual({ to: null });
  states[`rating-case/${ids.ratingCase}`] = { status: 'feedback', named: false, rater: null, organisation: ids.community };
  await expect(gather({ case: null, ratingCase: ids.ratingCase })).resolves.toEqual({ to: null });
  await expect(gather({ case: null, ratingCase: null })).resolves.toEqual({ to: null });
  // HC19: who rated by name is told how it ended, also where the rating was struck.
  const named = { named: true, rater: ids.person, organisation: ids.community, handler: 'clerk-1' };
  for (const status of ['feedback', 'struck']) {
    states[`rating-case/${ids.ratingCase}`] = { status, ...named };
    await expect(gather({ case: null, ratingCase: ids.ratingCase })).resolves.toMatchObject({
      to: { person: ids.person, channel: 'phone' },
    });
  }
});

const every: readonly About[] = [
  about,
  { kind: 'supplement-expired' },
  { kind: 'accepted', acceptedOn: day, dueOn: '2026-03-16' },
  { kind: 'not-accepted', reason: '不属职权', remedy: '向公安机关申请' },
  { kind: 'paused', ground: 'appraisal' },
  { kind: 'resumed', dueOn: null },
  { kind: 'extended', reason: '需征求意见', dueOn: '2026-03-30' },
  { kind: 'decision', outcome: 'refused', reason: '不符合条件', remedy: '六十日内申请行政复议' },
  { kind: 'result-ready', number: '示字2026-1' },
  { kind: 'tolerance-overdue', materials: [{ name: '家庭收入情况说明', gap: null }] },
  { kind: 'cannot-do-answer', answer: '已转承办单位' },
  { kind: 'rating-feedback', words: '已整改' },
  { kind: 'rating-feedback', words: '误触终端', struck: true },
];
test.each(every.map((told) => [told.kind, told] as const))('the notice %s says what was recorded, Chinese and English', (_kind, told) => {
  const { subject, body } = noticeTexts('低保代办', told);
  expect(subject.zh).toContain('低保代办');
  for (const value of Object.values(told).filter((each): each is string => typeof each === 'string' && !/^[a-z-]+$/.test(each)))
    expect(body.zh).toContain(value);
  expect(body.en).not.toContain('undefined');
  expect(body.zh).not.toContain('undefined');
});

test('ALL19 38 · a refusal tells reason and remedy; a supplement names every gap and its period', () => {
  expect(noticeTexts('x', every[7]!).body.zh).toBe('决定：不予。理由：不符合条件。救济途径：六十日内申请行政复议。');
  expect(noticeTexts('x', about).body.zh).toContain('15个工作日内一次补齐：家庭收入情况说明（缺少）');
});

test('HC19 · a rating that was struck ends with its reason, and in no case with the words of a correction', () => {
  const { body } = noticeTexts('好差评', { kind: 'rating-feedback', words: '误触终端', struck: true });
  expect(body.zh).toBe('您的评价经监督员复核，不计入评价统计。理由：误触终端。');
  expect(body.en).toContain('does not count in the figures');
  expect(noticeTexts('好差评', { kind: 'rating-feedback', words: '已整改' }).body.zh).toBe('已整改');
});

test('13.3 · feedback on a rating names the rater: no desk sees or hands over what the supervisor does', () => {
  const given = (kind: 'supplement' | 'rating-feedback') =>
    Object.keys(
      notice.parties(scenario(notice).given({ ...ordered, kind, case: kind === 'supplement' ? ids.case : null } as NoticeEvent).state),
    );
  expect(given('rating-feedback')).toEqual(['supervisor', 'person']);
  expect(given('supplement')).toEqual(['window', 'body', 'person']);
  for (const move of [notice.moves.deliver, notice.moves.fail, notice.moves.reroute])
    expect(move.by).toMatchObject({ supervisor: ['rating-supervisor'] });
});
