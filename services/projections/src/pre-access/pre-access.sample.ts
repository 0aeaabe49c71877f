import { formSample } from '@yimen/contracts';
import { at, committee, department, otherCommittee, sampled } from '../service/story.sample.js';
import type { Said } from '../service/world.sample.js';

export const county = '320582000000';
export const office = at(6);
export const justice = at(7);
export const financeOffice = at(8);
export const town = at(9);
export const census = at(301);
export const rejected = at(302);
export const living = at(303);
export const exempt = at(304);

const say =
  (stream: string) =>
  (type: string, fields: object = {}): Said => ({ stream, event: sampled(type, fields) });

const drafted = (form: object) => ({ department, office, form: { ...formSample, county, ...form } });
const named = { scope: { communities: 'named', named: [committee, otherCommittee] } };

/** ASSIST and TEMPORARY, from the draft to the end, with every turn that an application can take (second try of 9.9). */
export function censusStory(): Said[] {
  const it = say(`admission/${census}`);
  const bodies = { justice, finance: financeOffice, review: office };
  const asked = { communities: [committee, otherCommittee], subDistrict: town };
  return [
    it('ApplicationDrafted', drafted(named)),
    it('ApplicationAmended', { form: { ...formSample, county, ...named } }),
    it('ApplicationSubmitted'),
    it('ApplicationReturned'),
    it('ApplicationSubmitted', { version: 2, formCheckDue: { pending: { from: '2026-03-02', amount: 5, unit: 'WD' } } }),
    it('AdmissionDueComputed', { deadline: 'form-check', dueOn: '2026-03-09' }),
    it('FormPassed', bodies),
    it('MatterClassified'),
    it('LegalReviewPassed', { setAside: [{ guard: 'G8', rule: 'SH20 27', binding: false }] }),
    it('FinanceReviewPassed'),
    it('OpinionsAsked', asked),
    it('OpinionGiven', { organisation: committee, opinion: 'agree', words: '同意' }),
    it('OpinionsClosed', { silent: [otherCommittee] }),
    it('AdmissionApproved'),
    it('MatterListed', { department, communities: [committee, otherCommittee] }),
    it('ConditionsRecorded', { community: committee }),
    it('ConditionsConfirmed', { community: committee }),
    it('MatterActivated'),
    it('TemporaryExtended'),
    it('MatterExpired', { on: '2026-10-06' }),
  ];
}

/** First try of 9.9: a monthly form, rejected with G10, G11 and G12. */
export function rejectedStory(id: string = rejected, on = '2026-03-02', by: string = department): Said[] {
  const it = say(`admission/${id}`);
  const hits = [
    { guard: 'G10', rule: 'GDS25 19', binding: true },
    { guard: 'G11', rule: 'MCA15 assessment', binding: false },
    { guard: 'G12', rule: 'D-admission-basis', binding: false },
  ];
  return [
    it('ApplicationDrafted', { ...drafted({ matter: { id: null, name: '每月住户报表' }, ...named }), department: by }),
    it('ApplicationRejected', { hits, number: '320582000000-2026-0002', on }),
  ];
}

/** ENTRUST with money in two instalments; suspended, resumed, reviewed, exited. */
export function livingStory(): Said[] {
  const it = say(`admission/${living}`);
  const plan = [
    { on: '2026-05-01', amount: '200000' },
    { on: '2026-09-01', amount: '175000' },
  ];
  return [
    it(
      'ApplicationDrafted',
      drafted({ matter: { id: 'E01', name: '城市低保日常管理、服务' }, classAsked: 'ENTRUST', flags: [], ...named }),
    ),
    it('ApplicationSubmitted', { number: '320582000000-2026-0003' }),
    it('FormPassed', { justice, finance: financeOffice, review: office }),
    it('MatterListed', {
      ...{ department, matter: { id: 'E01', name: '城市低保日常管理、服务' }, class: 'ENTRUST', flags: [], list: 'entrusted-purchased' },
      ...{ communities: [committee, otherCommittee], number: '320582000000-2026-0003', from: '2026-05-06', to: null, on: '2026-04-01' },
    }),
    it('AgreementOffered'),
    it('AgreementCountersigned', { community: committee }),
    it('AgreementSigned', { community: committee, department, finance: financeOffice, plan, on: '2026-04-02' }),
    it('AgreementSigned', { community: otherCommittee, department, finance: financeOffice, plan, on: '2026-04-02' }),
    it('CommitmentNoted', { community: committee, outcome: 'committed', because: null, on: '2026-04-03' }),
    it('InstalmentReceived', { community: committee, amount: '200000', voucher: 'V1', bankDate: '2026-05-01' }),
    it('ReceiptConfirmed', { community: committee, voucher: 'V1', on: '2026-05-03' }),
    it('InstalmentReturned', {
      ...{ community: committee, amount: '1000', paid: { system: 'bank', number: 'V1', date: '2026-05-01' }, confirmed: true },
      ...{ voucher: { system: 'bank', number: 'V2', date: '2026-07-01' }, moneyDue: { dueOn: '2026-07-01' }, on: '2026-07-01' },
    }),
    it('MatterContracted'),
    it('MatterContractEnded'),
    it('MatterActivated', { endsOn: null, on: '2026-05-06' }),
    it('MatterSuspended', { on: '2026-10-02' }),
    it('MatterResumed', { on: '2026-10-20' }),
    it('BasisChanged'),
    it('ReviewStarted'),
    it('ReviewConcluded'),
    it('MatterExited', { on: '2027-02-01', ground: 'money-not-paid' }),
  ];
}

/** Registers, refusals and reports, and an application that lapsed, one that was exempt. */
export function registerStory(): Said[] {
  const register = say(`matter-register/${county}`);
  const entry = { county, communities: [committee, otherCommittee] };
  return [
    register('CatalogueAdopted', { county, office, matters: ['S01', 'S33', 'A15', 'A50', 'F01'], from: '2026-01-15' }),
    register('RegisterEntryAdded', { ...entry, application: census, communities: [committee] }),
    register('RegisterEntryAdded', {
      ...{ ...entry, application: living, matter: { id: 'E01', name: '城市低保日常管理、服务' }, list: 'entrusted-purchased' },
      ...{ from: '2026-05-06', to: null },
    }),
    register('RegisterEntryExtended', { application: census, to: '2026-10-05' }),
    register('CatalogueMatterWithdrawn', { matter: 'A50', to: '2026-04-30' }),
    register('RegisterEntryRemoved', { application: living, to: '2027-01-31' }),
    say(`task-refusal/${at(311)}`)('TaskRefused', { county, community: committee, department }),
    say(`task-report/${at(312)}`)('TaskReported', { organ: office, department, community: committee }),
    say(`task-report/${at(312)}`)('ReportFound', { organ: office, department }),
    say(`admission/${at(305)}`)('ApplicationDrafted', drafted(named)),
    say(`admission/${at(305)}`)('ApplicationSubmitted', { number: '320582000000-2026-0005' }),
    say(`admission/${at(305)}`)('ApplicationReturned'),
    say(`admission/${at(305)}`)('ApplicationLapsed', { number: '320582000000-2026-0005' }),
    say(`admission/${exempt}`)('ApplicationDrafted', drafted({ flags: ['EMERGENCY'] })),
    say(`admission/${exempt}`)('ExemptMatterRegistered', { office }),
  ];
}

export const preAccessStory = (): Said[] => [...censusStory(), ...rejectedStory(), ...livingStory(), ...registerStory()];
