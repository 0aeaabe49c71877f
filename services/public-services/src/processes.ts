import * as events from '@yimen/contracts';
import { addDays } from '@yimen/kernel';
import { process, type Process, type Reservation } from '@yimen/service-shell/slice';
import { admission } from './admission/admission.js';
import { applicationNumber } from './application-number/application-number.js';
import { contractUse } from './contract-use/contract-use.js';
import { correctionNotice } from './correction-notice/correction-notice.js';
import { correctionNoticeId, handingId, noticeId, ratingCaseId, visitId } from './ids.js';
import { matterRegister } from './matter-register/matter-register.js';
import { notice } from './notice/notice.js';
import { dayOf, type About } from './notice/texts.js';
import { ratingCase } from './rating-case/rating-case.js';
import { rating } from './rating/rating.js';
import { serviceCase } from './service-case/service-case.js';
import { taskReport } from './task-report/task-report.js';
import { visit } from './visit/visit.js';

const openVisit = process('open-visit', { zh: '接待开启来访', en: 'a served ticket opens a visit' }, (on) => {
  on(events.ticketServed, ({ event: { type: _type, ...served }, item }) => ({
    slice: visit.name,
    id: visitId(item, served.ticket),
    move: 'open',
    input: { ...served, queue: item },
  }));
});

const openRatingCase = process('open-rating-case', { zh: '差评立案', en: 'a bad rating opens a rating case' }, (on) => {
  on(events.serviceRated, ({ event, item }) => {
    if (!event.bad) return undefined;
    const { level, reasons, organisation, hall, item: matter, handler, named, rater } = event;
    return {
      slice: ratingCase.name,
      id: ratingCaseId(item),
      move: 'open',
      input: { rating: item, level, reasons, organisation, hall, item: matter, handler, named, rater },
    };
  });
});

const strikeRating = process('strike-rating', { zh: '剔除误评', en: 'a rating struck by the supervisor leaves the figures' }, (on) => {
  on(events.badRatingRechecked, ({ event, item }) =>
    event.outcome === 'struck' ? { slice: rating.name, id: event.rating, move: 'strike', input: { ratingCase: item } } : undefined,
  );
});

/** The notice that an event of a case orders, under an id derived from the event. */
function ordered(causingEvent: string, of: { case: string } | { ratingCase: string }, about: About): Reservation {
  return { slice: notice.name, id: noticeId(causingEvent), move: 'order', input: { case: null, ratingCase: null, ...of, about } };
}

const orderNotices = process('order-notices', { zh: '拟发通知', en: 'what a person must be told becomes a notice' }, (on) => {
  on(events.supplementRequested, ({ event: { gaps, period }, eventId, item }) =>
    ordered(eventId, { case: item }, { kind: 'supplement', materials: gaps.map(({ name, gap }) => ({ name, gap })), days: period.amount }),
  );
  on(events.supplementExpired, ({ eventId, item }) => ordered(eventId, { case: item }, { kind: 'supplement-expired' }));
  on(events.caseAccepted, ({ event: { way, acceptedOn, due }, eventId, item }) =>
    way === 'at-once' ? undefined : ordered(eventId, { case: item }, { kind: 'accepted', acceptedOn, dueOn: dayOf(due) }),
  );
  on(events.caseNotAccepted, ({ event: { reason, remedy }, eventId, item }) =>
    ordered(eventId, { case: item }, { kind: 'not-accepted', reason, remedy }),
  );
  on(events.casePaused, ({ event: { ground }, eventId, item }) => ordered(eventId, { case: item }, { kind: 'paused', ground }));
  on(events.caseResumed, ({ event: { due }, eventId, item }) => ordered(eventId, { case: item }, { kind: 'resumed', dueOn: dayOf(due) }));
  on(events.caseExtended, ({ event: { reason, due }, eventId, item }) =>
    ordered(eventId, { case: item }, { kind: 'extended', reason, dueOn: dayOf(due) }),
  );
  on(events.caseDecided, ({ event: { outcome, reason, remedy }, eventId, item }) =>
    ordered(eventId, { case: item }, { kind: 'decision', outcome, reason, remedy }),
  );
  on(events.resultReady, ({ event: { number }, eventId, item }) => ordered(eventId, { case: item }, { kind: 'result-ready', number }));
  on(events.toleranceUnfulfilled, ({ event: { materials }, eventId, item }) =>
    ordered(eventId, { case: item }, { kind: 'tolerance-overdue', materials: materials.map(({ name }) => ({ name, gap: null })) }),
  );
  on(events.cannotDoAnswered, ({ event: { answer }, eventId, item }) =>
    ordered(eventId, { case: item }, { kind: 'cannot-do-answer', answer }),
  );
  on(events.rectificationReported, ({ event: { words }, eventId, item }) =>
    ordered(eventId, { ratingCase: item }, { kind: 'rating-feedback', words }),
  );
  // HC19: a bad rating by name never ends without a word to the person; one that is kept goes on to its feedback.
  on(events.badRatingRechecked, ({ event: { outcome, words }, eventId, item }) =>
    outcome === 'struck' ? ordered(eventId, { ratingCase: item }, { kind: 'rating-feedback', words, struck: true }) : undefined,
  );
});

const sendNotices = process('send-notices', { zh: '发出通知', en: 'an ordered notice goes to its channel' }, (on) => {
  on(events.noticeOrdered, async ({ event: { person, channel, subject, body }, item }, { sendNotice }) => {
    const { receipt } = await sendNotice({ noticeId: handingId(item, 1), person, channel, subject, body });
    return { slice: notice.name, id: item, move: 'markSent', input: { receipt } };
  });
  on(events.noticeRerouted, async ({ event: { person, channel, subject, body, attempt }, item }, { sendNotice }) => {
    const { receipt } = await sendNotice({ noticeId: handingId(item, attempt), person, channel, subject, body });
    return { slice: notice.name, id: item, move: 'markSent', input: { receipt } };
  });
});

const recordDelivery = process(
  'record-notice-delivery',
  { zh: '登记补正告知送达', en: 'a delivered supplement notice starts its period' },
  (on) => {
    on(events.noticeDelivered, ({ event: { kind, case: of, deliveredOn }, item }) =>
      kind === 'supplement' && of !== null
        ? { slice: serviceCase.name, id: of, move: 'recordNoticeDelivered', input: { notice: item, deliveredOn } }
        : undefined,
    );
  },
);

/** The register of numbers learns that a number is in use: also of an application that was rejected at once. */
const confirmNumber = process('confirm-application-number', { zh: '准入编号启用', en: 'the register of numbers confirms' }, (on) => {
  const confirm = (number: string, holder: string) => {
    const [county = '', year = ''] = number.split('-');
    return { slice: applicationNumber.name, id: `${county}~${year}`, move: 'confirm', input: { number, holder } };
  };
  on(events.applicationSubmitted, ({ event, item }) => (event.version === 1 ? confirm(event.number, item) : undefined));
  on(events.applicationRejected, ({ event, item }) => confirm(event.number, item));
  on(events.exemptRegistered, ({ event, item }) => confirm(event.number, item));
});

const keepRegisters = process('keep-matter-registers', { zh: '清单登记', en: 'the four registers follow the matters' }, (on) => {
  on(events.matterListed, ({ event: { county, matter, list, communities, from, to }, item }) => ({
    slice: matterRegister.name,
    id: county,
    move: 'add',
    input: { application: item, matter, list, communities, from, to },
  }));
  const remove = (county: string, application: string, to: string) => ({
    slice: matterRegister.name,
    id: county,
    move: 'remove',
    input: { application, to },
  });
  on(events.temporaryExtended, ({ event: { county, endsOn: to }, item: application }) => ({
    slice: matterRegister.name,
    id: county,
    move: 'extend',
    input: { application, to },
  }));
  on(events.matterExpired, ({ event, item }) => remove(event.county, item, addDays(event.on, -1)));
  on(events.matterExited, ({ event, item }) => remove(event.county, item, addDays(event.on, -1)));
});

/** What finance does about the money of an agreement is noted in the matter; the same word twice is noted once. */
const followMoney = process('money-of-agreements', { zh: '委托经费', en: 'the money of agreements' }, (on) => {
  const note = (
    { application: id, community, commitment, amount }: Record<'application' | 'community' | 'commitment' | 'amount', string>,
    outcome: 'committed' | 'refused',
    because: string | null,
  ) => ({ slice: admission.name, id, move: 'noteCommitment', input: { community, commitment, amount, outcome, because } });
  on(events.agreementMoneyCommitted, ({ event }) => note(event, 'committed', null));
  on(events.agreementMoneyRefused, ({ event }) => note(event, 'refused', event.because));
  on(events.instalmentPaid, ({ event: { application: id, community, amount, voucher } }) => ({
    slice: admission.name,
    id,
    move: 'receiveInstalment',
    input: { community, amount, system: voucher.system, voucher: voucher.number, bankDate: voucher.date },
  }));
  on(events.instalmentRefunded, ({ event: { application: id, community, amount, paid, voucher } }) => ({
    slice: admission.name,
    id,
    move: 'returnInstalment',
    input: { community, amount, paid, voucher },
  }));
});

/** A purchase contract that is over is over for the matter that rests on it. */
const followContracts = process('purchase-contracts', { zh: '购买合同终止', en: 'a purchase contract that is over' }, (on) => {
  const end = (id: string, how: 'closed' | 'terminated', reason: string) => ({
    slice: contractUse.name,
    id,
    move: 'end',
    input: { how, reason },
  });
  on(events.contractTerminated, ({ event, item }) => end(item, 'terminated', event.reason));
  on(events.contractClosed, ({ item }) => end(item, 'closed', '合同办结'));
  on(events.contractOver, ({ event: { application, how, reason }, item: contract }) =>
    application === null ? undefined : { slice: admission.name, id: application, move: 'endContract', input: { contract, how, reason } },
  );
});

/** A confirmed report becomes a notice in a stream that the department may read: without community, reporter and the day of the report. */
const correctImposed = process('correct-imposed-task', { zh: '违规摊派改正', en: 'a confirmed report is put right' }, (on) => {
  on(events.reportFound, ({ event: { finding, organ, department, task, words, correctDue }, item }) =>
    finding === 'confirmed'
      ? {
          slice: correctionNotice.name,
          id: correctionNoticeId(item),
          move: 'issue',
          input: { report: item, organ, department, task, finding: words, due: correctDue },
        }
      : undefined,
  );
  on(events.correctionIssued, ({ event: { report }, item }) => ({
    slice: taskReport.name,
    id: report,
    move: 'recordNotice',
    input: { notice: item },
  }));
  on(events.correctionSettled, ({ event: { report, outcome } }) => ({
    slice: taskReport.name,
    id: report,
    move: 'conclude',
    input: { outcome },
  }));
});

export const processes: readonly Process[] = [
  openVisit,
  openRatingCase,
  strikeRating,
  orderNotices,
  sendNotices,
  recordDelivery,
  confirmNumber,
  keepRegisters,
  followMoney,
  followContracts,
  correctImposed,
];
