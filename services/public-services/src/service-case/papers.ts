import { caseAccepted, caseSubmitted, supplementRequested, tolerancePromised, type EventOf } from '@yimen/contracts';
import { fold, type AnyEvent } from '@yimen/kernel';
import { everyOf, lastOf, paperOf, type PaperSource } from '@yimen/service-shell/slice';
import { lawOfNotice } from '../law-of-matter.js';
import { serviceCase, type CaseEvent } from './service-case.js';

type Submitted = EventOf<typeof caseSubmitted>;
type Stands = 'provided' | 'shared' | 'tolerated' | 'none';

/** Every material of the guide, and how it stood when the case was accepted. */
function materialsOf({ materials }: Submitted, events: readonly AnyEvent[]) {
  const state = fold(serviceCase, events as readonly CaseEvent[]);
  const provided = state.status === 'none' ? [] : state.provided.map(({ key }) => key);
  const tolerated = everyOf(events, tolerancePromised).at(-1);
  return materials.map(({ key, name, bySharing }) => {
    const late = tolerated?.materials.some((one) => one.key === key) === true;
    const stands: Stands = provided.includes(key) ? 'provided' : bySharing ? 'shared' : late ? 'tolerated' : 'none';
    return { name, state: stands, ...(late && tolerated && { by: tolerated.due }) };
  });
}

const slice = serviceCase.name;

/** 受理通知书 and 一次性告知书 (5.3). The applicant's name is written by hand: a case has his id alone. */
export const casePapers: readonly PaperSource[] = [
  paperOf('acceptance-notice', {
    slice,
    label: { zh: '受理通知书', en: 'notice of acceptance' },
    of: [caseAccepted],
    compose: async (event, { id, events, names }) => {
      const submitted = lastOf(events, caseSubmitted);
      const { way, acceptedOn, limit, due, statutoryDue } = event;
      const name = await names([submitted.body]);
      return {
        number: id,
        matter: submitted.itemName,
        receivedOn: submitted.receivedOn,
        body: name(submitted.body),
        way,
        acceptedOn,
        limit,
        due,
        statutoryDue,
        resultName: submitted.resultName,
        materials: materialsOf(submitted, events),
      };
    },
  }),
  paperOf('supplement-notice', {
    slice,
    label: { zh: '一次性告知书', en: 'notice of all gaps' },
    of: [supplementRequested],
    compose: async ({ gaps, period, law, on }, { id, events, names }) => {
      const submitted = lastOf(events, caseSubmitted);
      const name = await names([submitted.body]);
      return {
        number: id,
        matter: submitted.itemName,
        receivedOn: submitted.receivedOn,
        body: name(submitted.body),
        requestedOn: on,
        period,
        // A notice of before the law was recorded with it names the law as this release does.
        law: law === undefined ? lawOfNotice(submitted.checkRule) : law,
        gaps: gaps.map(({ name: material, gap }) => ({ name: material, gap })),
      };
    },
  }),
];
