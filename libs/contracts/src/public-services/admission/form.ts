import { z } from 'zod';
import { areaCode, fenFromZero, positiveFen } from '../../fields.js';
import { fundPurpose } from '../../finance/fund-source.js';

const text = (max: number) => z.string().max(max);
/** SHA-256 of an attached file, lower-case hex. */
export const fileHash = z.string().regex(/^[0-9a-f]{64}$/);

/** Classes of matters (5.1.1): 依法履职, 依法协助, 委托, 购买服务, 禁止转嫁. */
export const matterClass = z.enum(['SELF', 'ASSIST', 'ENTRUST', 'PURCHASE', 'FORBIDDEN']);
/** 临时, 应急, 季节性; a flag on any class. */
export const matterFlag = z.enum(['TEMPORARY', 'EMERGENCY', 'SEASONAL']);
/** 一次性, 月, 季, 年, 常年, 应急. */
export const matterFrequency = z.enum(['once', 'monthly', 'quarterly', 'yearly', 'all-year', 'emergency']);

/** A matter of the catalogue or negative list (id), or one that has none. */
export const matterNamed = z
  .object({
    id: z
      .string()
      .regex(/^[SAEBF]\d{2}$/)
      .nullable(),
    name: text(120),
  })
  .strict();

/** Money by the case (`price` × `cases` per community) or by the year (`price` per community). Amounts in fen. */
export const moneyStandard = z.discriminatedUnion('per', [
  z.object({ per: z.literal('case'), price: fenFromZero, cases: z.int().positive() }).strict(),
  z.object({ per: z.literal('year'), price: fenFromZero }).strict(),
]);

/** An instalment of a payment plan: its day and the amount for all communities together, in fen. */
export const instalment = z.object({ on: z.iso.date(), amount: positiveFen }).strict();
/** The days of a payment plan, each later than the one before: the oldest that is open is found by going through them. */
const inOrder = (plan: readonly z.output<typeof instalment>[]) => plan.every(({ on }, at) => at === 0 || on > (plan[at - 1]?.on ?? ''));
/** Instalments in the order of their days. */
export const paymentPlan = z
  .array(instalment)
  .max(60)
  .refine(inOrder, { error: '付款日期须逐笔递增 each instalment is later than the one before' });

/** 《社区工作事项准入申请表》 (5.1.2). Empty texts and nulls are gaps: they are told together, all at once. */
export const applicationForm = z
  .object({
    /** County or city whose lists the matter is to stand in. */
    county: areaCode,
    contact: z.object({ account: z.string().max(100), officePhone: text(30) }).strict(),
    matter: matterNamed,
    classAsked: matterClass,
    flags: z.array(matterFlag).max(3),
    basis: z.object({ law: text(100), article: text(20), words: text(500), file: fileHash.nullable() }).strict(),
    /** 权力事项编码, where there is one. */
    powerItem: text(40).nullable(),
    content: text(2000),
    steps: z.array(text(200)).max(30),
    object: text(200),
    scope: z.discriminatedUnion('communities', [
      z.object({ communities: z.literal('all'), count: z.int().positive() }).strict(),
      z.object({ communities: z.literal('named'), named: z.array(z.uuid()).max(500) }).strict(),
    ]),
    frequency: matterFrequency,
    period: z.object({ from: z.iso.date(), to: z.iso.date().nullable() }).strict(),
    /** Per community and month; minutes for each case. */
    volume: z.int().min(0),
    minutesPerCase: z.int().min(0),
    staff: z.int().min(0),
    skills: text(200),
    equipment: text(200),
    place: text(200),
    data: z
      .array(
        z
          .object({
            field: text(40),
            ground: text(100),
            /** It already exists in the sharing catalogue (政务数据目录). */
            shared: z.boolean(),
          })
          .strict(),
      )
      .max(60),
    /** Forms and figures asked from communities beside the fields above. */
    figuresAsked: z.boolean(),
    systems: z.array(text(60)).max(20),
    /** A ledger is kept although the data exist elsewhere. */
    extraLedger: z.boolean(),
    /** Certificate asked for: its id among those that must not be issued, and the exception claimed. */
    certificate: z
      .object({ id: z.string().regex(/^C\d{2}$/), legalException: text(60).nullable() })
      .strict()
      .nullable(),
    /** Seals that are asked for, and certificates outside the register (5.4), each by its name; none where it is left out. */
    sealsAsked: z.array(text(60).min(1)).max(20).optional(),
    evaluation: z
      .object({
        method: text(300),
        oneVoteVeto: z.boolean(),
        /** Law or decision of the centre that sets the veto. */
        vetoGround: text(200).nullable(),
        ranking: z.boolean(),
        /** The department scores communities by itself. */
        ownScore: z.boolean(),
        /** 责任状 that shifts the department's duty. */
        responsibilityLetter: z.boolean(),
      })
      .strict(),
    /** What the community would be given to do beyond service: enforcement powers, targets, being the responsible body. */
    powers: z.array(z.enum(['licence', 'penalty', 'coercion', 'other-enforcement'])).max(4),
    targets: z.array(z.enum(['investment', 'tax', 'income'])).max(3),
    responsibleFor: z.array(z.enum(['enforcement', 'demolition', 'environment', 'city-management'])).max(4),
    newOrganisation: z.array(z.enum(['office', 'sign-board', 'base-unit'])).max(3),
    /** Communities were given the task before any decision on its admission. */
    givenBefore: z.boolean(),
    money: z
      .object({
        amount: fenFromZero,
        standard: moneyStandard,
        budgetCode: text(40),
        /** Purpose of 6.1 for which it is spent; what is entrusted names it before finance reviews it. */
        purpose: fundPurpose.optional(),
        plan: paymentPlan,
        /** The draft of the agreement is attached. */
        agreementDraft: fileHash.nullable(),
      })
      .strict()
      .nullable(),
    training: text(500),
    burden: z.object({ hoursPerYear: z.int().min(0), meetings: z.int().min(0), ledgers: z.int().min(0), forms: z.int().min(0) }).strict(),
    /** Old matter that is given up for this one. */
    offset: text(120).nullable(),
    exitOn: z.iso.date().nullable(),
  })
  .strict();

export const formSample: z.output<typeof applicationForm> = {
  county: '320582000000',
  contact: { account: 'department-1', officePhone: '0512-00000000' },
  matter: { id: 'A50', name: '人口普查' },
  classAsked: 'ASSIST',
  flags: ['TEMPORARY'],
  basis: { law: '全国人口普查条例', article: '3', words: '应当协助所在地人民政府动员和组织社会力量', file: 'a'.repeat(64) },
  powerItem: null,
  content: '普查年度协助动员居民接受入户登记',
  steps: ['宣传动员', '协助入户'],
  object: '辖区居民',
  scope: { communities: 'named', named: ['0198a3f0-0000-7000-8000-000000000001'] },
  frequency: 'once',
  period: { from: '2026-05-06', to: '2026-07-05' },
  volume: 60,
  minutesPerCase: 20,
  staff: 2,
  skills: '无',
  equipment: '无',
  place: '社区办公室',
  data: [],
  figuresAsked: false,
  systems: ['普查平台'],
  extraLedger: false,
  certificate: null,
  evaluation: {
    method: '按完成量核对',
    oneVoteVeto: false,
    vetoGround: null,
    ranking: false,
    ownScore: false,
    responsibilityLetter: false,
  },
  powers: [],
  targets: [],
  responsibleFor: [],
  newOrganisation: [],
  givenBefore: false,
  money: {
    amount: '300000',
    standard: { per: 'year', price: '300000' },
    budgetCode: '2026-TJ-01',
    plan: [{ on: '2026-05-06', amount: '300000' }],
    agreementDraft: null,
  },
  training: '统一培训半天',
  burden: { hoursPerYear: 40, meetings: 1, ledgers: 0, forms: 0 },
  offset: null,
  exitOn: '2026-07-05',
};
