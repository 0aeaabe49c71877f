import { jest } from '@jest/globals';
import type { AnyEvent } from '@yimen/kernel';
import { print, type AdmissionApplication } from '@yimen/papers';
import { getRule } from '@yimen/policy';
import type { PaperSource } from '@yimen/service-shell';
import {
  ask,
  bodies,
  census,
  classified,
  communities,
  drafted,
  entrusted,
  formPassed,
  funds,
  history,
  legal,
  number,
  on as told,
  opinion,
  sign,
  submit,
  toListed,
} from './admission/admission.sample.js';
import { admissionPapers } from './admission/papers.js';
import type { AdmissionEvent } from './admission/state.js';
import { on } from './hall.sample.js';
import { accepted, checked, history as caseHistory, submitted, toNotice } from './service-case/case.sample.js';
import { casePapers } from './service-case/papers.js';
import type { CaseEvent } from './service-case/service-case.js';

type Rejected = Extract<AdmissionEvent, { type: 'ApplicationRejected' }>;
type Asked = Extract<CaseEvent, { type: 'SupplementRequested' }>;

/** The paper that tells the last event of a history. */
function composed(sources: readonly PaperSource[], events: readonly AnyEvent[]) {
  const event = events.at(-1)!;
  const source = sources.find(({ of }) => of.includes(event.type))!;
  return source.compose(event, {
    id: 'item',
    happenedOn: '2026-03-02',
    events,
    open: () => Promise.reject(new Error('these papers have no personal field')),
    names: () => Promise.resolve((organisation) => `机构${organisation.slice(-4)}`),
  });
}

describe('5.3 · papers of a case', () => {
  test('受理通知书: the guide’s limits as of submission, and how each material stands', async () => {
    const paper = await composed(casePapers, caseHistory(submitted(), checked(), accepted));
    expect(paper).toMatchObject({
      kind: 'acceptance-notice',
      of: {
        number: 'item',
        way: 'complete',
        acceptedOn: '2026-03-02',
        receivedOn: '2026-03-02',
        limit: { unit: 'WD' },
        materials: [{ state: 'provided' }, { state: 'provided' }],
      },
    });
    expect(JSON.stringify(paper)).not.toContain('yv1.');
    expect((await print(paper)).byteLength).toBeGreaterThan(20_000);
  });

  test('容缺: what is promised is listed with its day', async () => {
    const paper = await composed(
      casePapers,
      caseHistory(submitted({ tolerance: true }, { provided: ['form'] }), checked(['form']), [
        'acceptWithTolerance',
        { signature: '承诺书1号' },
        on('2026-03-02'),
      ]),
    );
    expect(paper.of).toMatchObject({
      way: 'tolerance',
      materials: [{ state: 'provided' }, { state: 'tolerated', by: { dueOn: '2026-03-23' } }],
    });
  });

  test('ALL19 32 · 一次性告知书: all gaps; 13.8: law is named for a licence only', async () => {
    const notice = await composed(casePapers, caseHistory(...toNotice));
    expect(notice).toMatchObject({
      kind: 'supplement-notice',
      of: { law: null, gaps: [{ gap: 'missing' }], period: { amount: 15, unit: 'WD' } },
    });
    const [, ...rest] = toNotice;
    const licence = await composed(casePapers, caseHistory(submitted({ taskType: '01' }), ...rest));
    expect(licence.of).toMatchObject({ law: '《中华人民共和国行政许可法》第三十二条' });
  });
});

describe('5.1.2 · 准入申请表', () => {
  test('submitted: every field of the form, nobody heard yet', async () => {
    const form = census();
    const { of } = await composed(admissionPapers, history(drafted(form), submit));
    const { contact, matter, basis, content, steps, burden, training } = form;
    expect(of).toMatchObject({
      number,
      version: 1,
      contact: contact.account,
      matter,
      basis,
      content,
      steps,
      burden,
      training,
      opinions: [],
      decision: null,
    });
    expect(of).toMatchObject({ scope: { named: ['机构0111', '机构0112', '机构0113'] } });
  });

  test('6.1 · what the money is for stands on it', async () => {
    const { of } = await composed(admissionPapers, history(drafted(entrusted()), submit));
    expect(of).toMatchObject({ money: { budgetCode: '2026-MZ-03', purpose: 'service-projects' } });
  });

  test('13.8 · rejected at the door: the number of the rejection, and all guards in the words of their rules, as the day may show them', async () => {
    const form = census({ matter: { id: 'F01', name: '招商引资' }, classAsked: 'FORBIDDEN' });
    const { of } = await composed(admissionPapers, history(drafted(form), submit));
    expect(of).toMatchObject({ number, decision: { on: '2026-03-02' } });
    const { words } = (of as AdmissionApplication).decision!;
    expect(words).toMatch(/^驳回：FORBIDDEN .+：.+（本地配置：《.+》.*）$/);
    expect(words).not.toContain('MCA15');
    // Law is named as law; the law of another place is not named at all.
    const evaluation = { ...form.evaluation, ownScore: true };
    const both = census({ extraLedger: true, evaluation });
    const heard = (await composed(admissionPapers, history(drafted(both), submit))).of as AdmissionApplication;
    expect(heard.decision!.words).toMatch(/^驳回：G10 .+（法律依据：《政务数据共享条例》第十九条）；G11 .+（本地配置：[^《]+）$/);
  });

  test('5.1.2 · a seal that is asked for stands on the form, and nothing where none is', async () => {
    const aside = ['submit', {}, told('2026-03-02', { overridden: ['guards-hit'] })] as const;
    const asking = await composed(admissionPapers, history(drafted(census({ sealsAsked: ['居住情况表'] })), aside));
    expect(asking.of).toMatchObject({ sealsAsked: ['居住情况表'] });
    const plain = await composed(admissionPapers, history(drafted(census({ sealsAsked: [] })), submit));
    expect(plain.of).not.toHaveProperty('sealsAsked');
  });

  test('approved: opinions in their order, and the meeting', async () => {
    const asked = communities.slice(0, 3);
    const events = history(
      drafted(census()),
      submit,
      formPassed,
      classified('ASSIST'),
      legal,
      funds,
      ask(asked),
      ...[...asked, bodies.subDistrict].map(opinion),
      ['decide', { outcome: 'approved', meeting: '联席会议纪要〔2026〕1号', reason: null }, told('2026-03-16')],
    );
    const { of } = await composed(admissionPapers, events);
    expect(of).toMatchObject({
      opinions: [{ by: '机构0111' }, { by: '机构0112' }, { by: '机构0113' }, { by: '机构0106' }],
      decision: { words: '批准：联席会议纪要〔2026〕1号' },
    });
  });
});

test('5.1.4 · 委托协议: each community’s own terms, amounts in fen as recorded', async () => {
  const { of } = await composed(admissionPapers, history(...toListed(entrusted()), ...sign(communities[0])));
  expect(of).toMatchObject({
    number,
    signedOn: '2026-04-01',
    matter: '城市低保日常管理、服务',
    community: '机构0111',
    department: '机构0101',
    amount: '375000',
    signatures: {
      department: { account: 'department-1', on: '2026-04-01' },
      community: { account: 'director-1', on: '2026-04-01' },
      witness: { account: 'town-1', on: '2026-04-01' },
    },
  });
});

describe('issue 5, point 6 · a paper is printed again byte for byte, whatever its rules say by then', () => {
  afterEach(() => jest.restoreAllMocks());
  const printed = async (sources: readonly PaperSource[], events: readonly AnyEvent[]) =>
    Buffer.from(await print(await composed(sources, events))).toString('latin1');

  test('准入申请表: the grounds of a rejection, in the words of the day', async () => {
    const form = census({ extraLedger: true });
    const events = history(drafted({ ...form, evaluation: { ...form.evaluation, ownScore: true } }), submit);
    const before = await printed(admissionPapers, events);
    jest.replaceProperty(getRule('EQ20'), 'title', { zh: '改称', en: 'another title' });
    jest.replaceProperty(getRule('GDS25 19'), 'article', '第二十条');
    expect(await printed(admissionPapers, events)).toBe(before);
    // Of before the words were recorded with it: readable still, in those of the release that prints.
    const rejected = events.at(-1) as Rejected;
    const old = { ...rejected, hits: rejected.hits.map(({ words: _words, ...hit }) => hit) };
    const { of } = await composed(admissionPapers, [...events.slice(0, -1), old]);
    expect((of as AdmissionApplication).decision!.words).toMatch(/^驳回：G10 .+《政务数据共享条例》第二十条）；G11 改称：/);
  });

  test('一次性告知书: the law of a licence', async () => {
    const [, ...rest] = toNotice;
    const events = caseHistory(submitted({ taskType: '01' }), ...rest);
    const before = await printed(casePapers, events);
    jest.replaceProperty(getRule('ALL19 32'), 'article', '第三十三条');
    expect(await printed(casePapers, events)).toBe(before);
    const { law: _law, ...old } = events.at(-1) as Asked;
    expect((await composed(casePapers, [...events.slice(0, -1), old])).of).toMatchObject({ law: '《中华人民共和国行政许可法》第三十三条' });
  });
});
