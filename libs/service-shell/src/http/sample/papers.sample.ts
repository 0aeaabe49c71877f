import { lastOf, paperOf, type PaperSource } from '../../papers/paper-source.js';
import { loanExtended, loanReturned, loanStarted } from './loan-events.sample.js';

const notice = { matter: '借用', receivedOn: '2026-03-02', resultName: '借条', materials: [], statutoryDue: null } as const;

/** Papers of the sample subject: one with a personal field, one without, and one of a fact that comes last. */
export const samplePapers: readonly PaperSource[] = [
  paperOf('supplement-notice', {
    slice: 'loan',
    label: { zh: '借条', en: 'receipt of a loan' },
    of: [loanStarted],
    compose: async ({ name, days }, { id, happenedOn, open }) => {
      const [person = ''] = await open([name]);
      return {
        ...{ number: id, matter: '借用', receivedOn: happenedOn, body: person, requestedOn: happenedOn, law: null },
        ...{ period: { amount: days, unit: 'CD' }, gaps: [{ name: '借条', gap: 'missing' }] },
      };
    },
  }),
  paperOf('acceptance-notice', {
    slice: 'loan',
    label: { zh: '延期通知', en: 'notice of an extension' },
    of: [loanExtended],
    compose: async ({ days }, { id, happenedOn, events, names }) => {
      const { organisation } = lastOf(events, loanStarted);
      const body = (await names([organisation]))(organisation);
      const limit = { amount: days, unit: 'CD' } as const;
      return { ...notice, number: id, body, way: 'complete', acceptedOn: happenedOn, limit, due: { dueOn: happenedOn } };
    },
  }),
  paperOf('membership-letter', {
    slice: 'loan',
    label: { zh: '归还证明', en: 'proof of return' },
    of: [loanReturned],
    compose: () => Promise.reject(new Error('nobody prints it here')),
  }),
];
