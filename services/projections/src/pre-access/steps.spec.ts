import { expect, test } from '@jest/globals';
import { admissionEvents } from '@yimen/contracts';
import { told, type AdmissionEvent } from './steps.js';

/** The rule under which a step of the timeline stands, told by the samples of its event. */
const rulesOf = (type: AdmissionEvent['type']) => {
  const contract = admissionEvents.find((each) => each.type === type);
  return [...new Set(contract?.samples.map((sample) => told({ type, ...sample } as AdmissionEvent).rule))];
};

test.each([
  'FinanceReviewPassed',
  'AgreementSigned',
  'CommitmentNoted',
  'InstalmentReceived',
  'InstalmentReturned',
  'ReceiptConfirmed',
] as const)('RCL25 43 · the money follows the task: %s tells so in the timeline', (type) => {
  expect(rulesOf(type)).toEqual(['RCL25 43']);
});

test.each(['MatterContracted', 'MatterContractEnded'] as const)('D-purchase-order · the purchase contract tells its order: %s', (type) => {
  expect(rulesOf(type)).toEqual(['D-purchase-order']);
});

test.each(['AgreementOffered', 'AgreementCountersigned'] as const)('D-admission-agreement · signatures are told under it: %s', (type) => {
  expect(rulesOf(type)).toEqual(['D-admission-agreement']);
});

test.each([
  ['form-check', 'D-admission-form'],
  ['finance', 'RCL25 43'],
] as const)('RCL25 43 · an application that the %s gives back tells why', (by, rule) => {
  const event = { type: 'ApplicationReturned', by, gaps: ['budget'], resubmitDue: '2026-04-01' } as unknown as AdmissionEvent;
  expect(told(event)).toMatchObject({ rule });
});

test.each([
  ['basis-repealed', 'D-admission-basis'],
  ['task-done', 'D-admission-order'],
  ['group-dislikes', 'JY22'],
  ['burden-too-high', 'D-burden'],
  ['money-not-paid', 'RCL25 43'],
  ['emergency-over', 'D-admission-exempt'],
  ['review', 'D-admission-review'],
] as const)('5.1.4 · a matter that leaves its list for %s tells %s', (ground, rule) => {
  expect(told({ type: 'MatterExited', ground, reason: null } as unknown as AdmissionEvent)).toMatchObject({ rule });
});

test.each([
  ['ApplicationDrafted', 'D-admission-order'],
  ['ApplicationAmended', 'D-admission-order'],
  ['ApplicationSubmitted', 'D-admission-order'],
  ['FormPassed', 'D-admission-form'],
  ['ApplicationLapsed', 'D-admission-return'],
  ['MatterClassified', 'D-admission-order'],
  ['LegalReviewPassed', 'D-admission-order'],
  ['OpinionsAsked', 'D-admission-opinion'],
  ['OpinionGiven', 'D-admission-opinion'],
  ['OpinionsClosed', 'D-admission-opinion'],
  ['AdmissionApproved', 'D-admission-limit'],
  ['MatterListed', 'D-admission-lists'],
  ['ConditionsRecorded', 'D-admission-conditions'],
  ['ConditionsConfirmed', 'D-admission-conditions'],
  ['MatterActivated', 'D-admission-conditions'],
  ['MatterSuspended', 'D-admission-suspend'],
  ['MatterResumed', 'D-admission-suspend'],
  ['ReviewStarted', 'D-admission-review'],
  ['ReviewConcluded', 'D-admission-review'],
  ['BasisChanged', 'D-admission-basis'],
  ['TemporaryExtended', 'D-admission-temporary'],
  ['MatterExpired', 'D-admission-temporary'],
  ['ExemptMatterRegistered', 'D-admission-exempt'],
] as const)('5(b) · the timeline tells of %s under %s', (type, rule) => {
  expect(rulesOf(type)).toEqual([rule]);
});

test('D-admission-order · a rejection that names no guard stands under the order of the course', () => {
  const rejected = { type: 'ApplicationRejected', hits: [], reason: '不符合', number: null, at: 'submit' } as unknown as AdmissionEvent;
  expect(told(rejected)).toMatchObject({ rule: 'D-admission-order', reason: '不符合' });
});
