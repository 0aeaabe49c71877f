import fc from 'fast-check';
import { print, type AdmissionApplication, type EntrustmentAgreement, type MembershipLetter } from './index.js';
import { samples } from './papers.sample.js';
import { textOf } from './rendering.sample.js';

const RUNS = { numRuns: 5, seed: Number(process.env['FC_SEED'] ?? 20_260_302) };

/** What offices write: characters common and rare, figures, Latin words that have no place to break, marks that begin no line. */
const characters = '办理社区居民委员会走访登记喆玥堃曌㐂䶮龘〇，。；：、“”（）《》〔〕—…0123456789ABCxyz-/.%¥① \n';
const words = (most: number) =>
  fc.string({ unit: fc.constantFrom(...characters), minLength: 1, maxLength: most, size: 'max' }).filter((text) => text.trim() !== '');
const day = fc.integer({ min: 0, max: 4000 }).map((days) => new Date(Date.UTC(2026, 0, 1 + days)).toISOString().slice(0, 10));
const fen = fc.bigInt(1n, 99_999_999_999n).map(String);
const bare = (text: string) => text.replaceAll(/\s/g, '');

/** Every field's text stands on the paper from its first character to its last. */
async function expectAll(text: Promise<string>, fields: readonly string[]): Promise<void> {
  const paper = await text;
  expect(fields.filter((field) => !paper.includes(bare(field)))).toEqual([]);
}
const chineseDay = (iso: string) => iso.replace(/^(\d+)-0?(\d+)-0?(\d+)$/, '$1年$2月$3日');
const yuan = (amount: string) => `¥${(Number(amount) / 100).toLocaleString('en-US', { minimumFractionDigits: 2 })}`;

test('介绍信: what the event says stands on each part that shows it, however long', async () => {
  const fields = fc.record({
    name: words(60),
    source: words(120),
    target: words(120),
    officeAddress: words(200),
    officePhone: words(40),
    issuedOn: day,
  });
  await fc.assert(
    fc.asyncProperty(fields, async (given) => {
      const of: MembershipLetter = { ...samples['membership-letter'].of, ...given };
      const text = textOf(await print({ kind: 'membership-letter', of }));
      await expectAll(text, [given.name, given.source, given.target, given.officeAddress, given.officePhone, chineseDay(given.issuedOn)]);
      expect((await text).split(`第${of.number}号`)).toHaveLength(4);
      expect(await text).toContain(`公民身份号码${of.identityNumber}`);
    }),
    RUNS,
  );
});

test('准入申请表: every field, long ones over several sheets', async () => {
  const fields = fc.record({
    content: words(2000),
    training: words(500),
    skills: words(200),
    equipment: words(200),
    place: words(200),
    object: words(200),
    steps: fc.array(words(200), { minLength: 1, maxLength: 10, size: 'max' }),
    submittedOn: day,
    amount: fen,
  });
  await fc.assert(
    fc.asyncProperty(fields, async ({ amount, ...given }) => {
      const { of: sample } = samples['admission-application'];
      const of: AdmissionApplication = { ...sample, ...given, money: { ...sample.money, amount } };
      const { content, training, skills, equipment, place, object, steps, submittedOn } = given;
      const fixed = [
        '全国人口普查条例',
        'a'.repeat(64),
        '示例社区居民委员会：附条件同意，入户时间避开农忙',
        '批准：联席会议纪要〔2026〕1号',
      ];
      await expectAll(textOf(await print({ kind: 'admission-application', of })), [
        ...[content, training, skills, equipment, place, object, ...steps, ...fixed],
        ...[chineseDay(submittedOn), yuan(amount)],
      ]);
    }),
    RUNS,
  );
});

test('准入申请表: what the money is for, where the application names it', async () => {
  const { of } = samples['admission-application'];
  const printed = async (money: AdmissionApplication['money']) =>
    textOf(await print({ kind: 'admission-application', of: { ...of, money } }));
  expect(await printed({ ...of.money, purpose: 'self-government' })).toContain('经费用途居民自治');
  expect(await printed(of.money)).not.toContain('经费用途');
});

test('准入申请表: a seal or a certificate of no register is named, and nothing where none is asked for', async () => {
  const { of } = samples['admission-application'];
  const printed = async (change: Partial<AdmissionApplication>) =>
    textOf(await print({ kind: 'admission-application', of: { ...of, ...change } }));
  expect(await printed({ certificate: 'C05', sealsAsked: ['居住情况表'] })).toContain('证明编号C05；盖章或清单外证明：居住情况表');
  expect(await printed({})).toContain('印章、证明不要求');
});

test('委托协议: every clause, and each instalment in yuan with two decimals', async () => {
  const fields = fc.record({
    standardOfWork: words(500),
    dataProtection: words(500),
    changeAndEnd: words(500),
    dispute: words(500),
    plan: fc.array(fc.record({ on: day, amount: fen }), { minLength: 1, maxLength: 40, size: 'max' }),
    amount: fen,
  });
  await fc.assert(
    fc.asyncProperty(fields, async (given) => {
      const of: EntrustmentAgreement = { ...samples['entrustment-agreement'].of, ...given };
      const { standardOfWork, dataProtection, changeAndEnd, dispute, plan, amount } = given;
      await expectAll(textOf(await print({ kind: 'entrustment-agreement', of })), [
        ...[standardOfWork, dataProtection, changeAndEnd, dispute, yuan(amount)],
        ...plan.map((one, at) => `第${at + 1}期${chineseDay(one.on)}${yuan(one.amount)}`),
      ]);
    }),
    RUNS,
  );
});

test('委托协议: who signed for each party, and when; it is in force with the last signature', async () => {
  const signed = (account: string, on: string) => ({ account, on });
  const signatures = {
    department: signed('department-1', '2026-04-08'),
    community: signed('director-1', '2026-04-09'),
    witness: signed('town-1', '2026-04-10'),
  };
  const of: EntrustmentAgreement = { ...samples['entrustment-agreement'].of, signatures };
  await expectAll(textOf(await print({ kind: 'entrustment-agreement', of })), [
    ...['department-1', 'director-1', 'town-1', '2026年4月8日', '2026年4月9日', '2026年4月10日', '自三方签署齐备之日起生效'],
  ]);
});

test('受理通知书 and 一次性告知书: each material with how it stands', async () => {
  const names = fc.array(words(100), { minLength: 1, maxLength: 60, size: 'max' });
  await fc.assert(
    fc.asyncProperty(names, async (materials) => {
      const accepted = { ...samples['acceptance-notice'].of, materials: materials.map((name) => ({ name, state: 'provided' as const })) };
      await expectAll(
        textOf(await print({ kind: 'acceptance-notice', of: accepted })),
        materials.map((name, at) => `${at + 1}${name}已收`),
      );
      const asked = { ...samples['supplement-notice'].of, gaps: materials.map((name) => ({ name, gap: 'illegible' as const })) };
      await expectAll(
        textOf(await print({ kind: 'supplement-notice', of: asked })),
        materials.map((name, at) => `${at + 1}${name}无法辨认`),
      );
    }),
    RUNS,
  );
});
