import { fold } from '@yimen/kernel';
import { checkSlice } from '@yimen/service-shell/slice';
import { decide, everyMoveInEveryState } from '@yimen/testing';
import { isRuleId } from '@yimen/policy';
import fc from 'fast-check';
import {
  activate,
  bodies,
  budgetLine,
  census,
  communities,
  drafted,
  entrusted,
  history,
  on,
  own,
  purchased,
  submit,
  system,
  toActiveCensus,
  toActiveEntrusted,
  toActiveOwn,
  toListed,
  type Step,
} from './admission.sample.js';
import { admission, type AdmissionEvent } from './admission.js';

const { justice, finance, review } = bodies;
const returned: Step = ['formCheck', { gaps: ['training'], justice, finance, review }, on('2026-03-03')];
const bySystem = (day: string) => on(day, { actor: system });
const exempt = {
  department: bodies.department,
  office: bodies.office,
  form: own({ period: { from: '2026-03-02', to: null } }),
  kind: 'by-law',
  ground: '城市居民委员会组织法',
  startedOn: '2026-03-02',
};
const toAsked = toListed(census()).slice(0, 7);
const contract: Step = ['recordContract', { contract: bodies.contract }, on('2026-04-10')];
const over = { contract: bodies.contract, how: 'terminated', reason: '严重违约' };
const bought = purchased();
const noise = own({ matter: { id: 'S33', name: '噪声' }, basis: { ...own().basis, law: '噪声污染防治法', article: '70' } });

const commitment = { community: communities[0], commitment: bodies.contract, amount: '375000', outcome: 'committed', because: null };

/** Histories that together reach every state and record every event. */
const paper = (number: string, date: string) => ({ system: 'bank', number, date });
const goneBack = { community: communities[0], amount: '1000', paid: paper('银1', '2026-05-02'), voucher: paper('银8', '2026-05-08') };
const histories: readonly (readonly AdmissionEvent[])[] = [
  history(drafted(census()), submit, returned, ['amend', { form: census() }, on('2026-03-04')], ['resubmit', {}, on('2026-03-05')]),
  history(drafted(census()), submit, returned, ['lapse', {}, bySystem('2026-04-03')]),
  history(drafted(census({ extraLedger: true })), submit),
  history(...toAsked, ['closeOpinions', {}, bySystem('2026-03-17')]),
  history(drafted(census()), submit, ['computeDue', { deadline: 'decision', dueOn: '2026-03-31' }, bySystem('2026-03-02')]),
  history(
    ...toActiveCensus,
    ['extendTemporary', { endsOn: '2026-08-01', reason: '未完' }, on('2026-07-01')],
    ['expire', {}, bySystem('2026-08-02')],
  ),
  history(
    ...toActiveEntrusted,
    ['noteCommitment', commitment, bySystem('2026-05-07')],
    ['returnInstalment', goneBack, bySystem('2026-05-08')],
    ['suspendLate', {}, bySystem('2026-10-02')],
    ['exit', { ground: 'money-not-paid', reason: '未付' }, on('2026-11-02')],
  ),
  history(
    ...toActiveCensus,
    ['suspend', { ground: 'unlawful-content', reason: '违法' }, on('2026-05-20')],
    ['resume', { reason: '已改' }, on('2026-05-25')],
  ),
  history(
    ...toActiveOwn,
    ['startReview', { year: 2026 }, on('2027-01-10')],
    ['concludeReview', { outcome: 'amended', words: '调整' }, on('2027-01-11')],
  ),
  history(...toListed(bought), contract, activate(), ['endContract', over, bySystem('2026-06-01')]),
  history(...toListed(noise), activate(), ['renewBasis', {}, bySystem('2026-08-15')]),
  history(['registerExempt', exempt, on('2026-03-04')]),
];

test('the table of an admission holds', () => {
  expect(checkSlice(admission as never, { histories })).toEqual([]);
});

test('every move in every state: events that fit, refusals with known rules, the same when asked again', () => {
  const form = fc.constantFrom(census(), entrusted(), own(), bought);
  const outcomes = everyMoveInEveryState(admission, {
    histories,
    told: () => on('2026-05-10'),
    knownRule: isRuleId,
    inputs: {
      draft: form.map((each) => ({ department: bodies.department, office: bodies.office, form: each })),
      amend: form.map((each) => ({ form: each })),
      registerExempt: form.map((each) => ({ ...exempt, form: each })),
    },
    runs: 5,
  });
  expect(outcomes.size).toBeGreaterThan(60);
});

const [first, second, third] = communities;
/** One request for every move, made in any order and on any later day. */
const requests: Readonly<Record<string, readonly object[]>> = {
  draft: [census(), entrusted(), own(), bought].map((form) => ({ department: bodies.department, office: bodies.office, form })),
  submit: [{}],
  resubmit: [{}],
  amend: [{ form: census({ extraLedger: true }) }],
  formCheck: [
    { gaps: [], justice, finance, review },
    { gaps: ['training'], justice, finance, review },
  ],
  lapse: [{}],
  classify: ['SELF', 'ASSIST', 'ENTRUST', 'PURCHASE'].map((of) => ({ class: of, reason: '理由' })),
  legalReview: [{ outcome: 'passed', reason: null }],
  financeReview: [{ budgetLine: '2026-MZ-03' }, { budgetLine: null }],
  askCommunities: [
    { communities: [first, second, third], subDistrict: bodies.subDistrict },
    { communities: [first, second], subDistrict: bodies.subDistrict },
  ],
  giveOpinion: [first, second, third, bodies.subDistrict].map((organisation) => ({ organisation, opinion: 'agree', words: '' })),
  closeOpinions: [{}],
  decide: [{ outcome: 'approved', meeting: '会议', reason: null }],
  publishList: [{ approval: '批复1号' }],
  recordConditions: [first, second, third].map((community) => ({
    community,
    people: '人',
    place: '地',
    equipment: '物',
    data: '数',
    guidance: '导',
    money: '1',
  })),
  confirmConditions: [first, second, third].map((community) => ({ community })),
  recordContract: [{ contract: bodies.contract }],
  endContract: [over],
  activate: [{}],
  suspend: [{ ground: 'unlawful-content', reason: '违法' }],
  resume: [{ reason: '已改' }],
  expire: [{}],
  exit: [{ ground: 'task-done', reason: '完成' }],
};

test('for any order of moves: active only after listed, never after a rejection, never beyond the end, and only with what the class needs', () => {
  const reached = new Set<string>();
  const choice = fc.tuple(fc.nat(), fc.nat(), fc.integer({ min: 0, max: 4 }));
  fc.assert(
    fc.property(fc.array(choice, { minLength: 10, maxLength: 60, size: 'max' }), (chosen) => {
      let day = new Date('2026-03-02T00:00:00Z');
      const events = chosen.reduce<AdmissionEvent[]>((past, [at, which, days]) => {
        const state = fold(admission, past);
        day = new Date(day.getTime() + days * 86_400_000);
        const open = Object.keys(requests).filter((name) =>
          (admission.moves[name as 'draft'].from as readonly string[]).includes(state.status),
        );
        const name = open[at % Math.max(open.length, 1)];
        const inputs = name === undefined ? [] : (requests[name] ?? []);
        if (name === undefined || inputs.length === 0) return past;
        const told = on(day.toISOString().slice(0, 10), { overridden: ['too-late'] });
        const given = { ...told, facts: { ...(told.facts as object), line: budgetLine } };
        return [...past, ...decide(admission, state, name, inputs[which % inputs.length], given).events];
      }, []);
      const order = events.map(({ type }) => type);
      const active = order.indexOf('MatterActivated');
      if (active >= 0) {
        expect(order.slice(0, active)).toContain('MatterListed');
        expect(order).not.toContain('ApplicationRejected');
        expect(order.filter((type) => type === 'MatterActivated')).toHaveLength(1);
        const of = events.find((event) => event.type === 'MatterClassified');
        if (of?.class === 'ASSIST')
          expect(order.slice(0, active).filter((type) => type === 'ConditionsConfirmed').length).toBeGreaterThanOrEqual(3);
        if (of?.class === 'PURCHASE') expect(order.slice(0, active)).toContain('MatterContracted');
        if (of?.class === 'ENTRUST') expect(order.slice(0, active)).toContain('ReceiptConfirmed');
      }
      const state = fold(admission, events);
      reached.add(state.status);
      const numbers = new Set(events.flatMap((event) => (event.type === 'ApplicationSubmitted' ? [event.version] : [])));
      expect([...numbers]).toEqual([...numbers].sort((a, b) => a - b));
    }),
    { numRuns: 150, seed: 5 },
  );
  expect([...reached]).toEqual(expect.arrayContaining(['rejected', 'withdrawn', 'listed']));
});
