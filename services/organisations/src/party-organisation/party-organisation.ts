import { rules } from '../party-rules.js';
import { folds } from './folds.js';
import { changeMoves } from './changes.js';
import { dayBefore, formationMoves } from './formation.js';
import { lifeMoves } from './life.js';
import { proposalMoves } from './proposal.js';
import { rollMoves } from './roll.js';
import { aggregate, type PartyOrganisation } from './states.js';
import { surveyMoves } from './survey.js';
import { workMoves } from './work.js';

export type { PartyOrganisation, PartyOrganisationEvent } from './states.js';

const dueOn = (on: string | null) => (on === null ? null : { dueOn: on });

/** 党组织 (4.1): proposed and approved by people, watched by numbers, ended by decision only. Its id is the one it has in the tree of organisations. */
export const partyOrganisation = aggregate({
  context: 'organisations',
  name: 'party-organisation',
  collection: 'party-organisations',
  label: { zh: '党组织', en: 'Party organisation' },
  ids: /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/,
  initial: { status: 'none' } as PartyOrganisation,
  states: {
    none: { zh: '未登记', en: 'not in the book' },
    proposed: { zh: '已提议', en: 'proposed' },
    approved: { zh: '已批准', en: 'approved' },
    declined: { zh: '不予批准', en: 'declined', final: true },
    formed: { zh: '已成立', en: 'formed' },
    merged: { zh: '已并入', en: 'merged', final: true },
    abolished: { zh: '已撤销', en: 'abolished', final: true },
  },
  parties: (state) => {
    if (state.status === 'none') return {};
    const above = state.parent === null ? undefined : { organisation: state.parent };
    // A group stands in no tree: whoever keeps its branch keeps it.
    if (state.level === 'group') return { self: above, above, deciding: above };
    const self = { organisation: state.organisation };
    // The Party committee decides, not whatever stands between (4.1).
    const deciding = state.status === 'proposed' ? { organisation: state.committee ?? state.parent } : undefined;
    return { self, above, top: state.parent === null ? self : undefined, deciding };
  },
  readers: {
    self: ['secretary', 'party-officer', 'organisation-admin', 'auditor'],
    above: ['secretary', 'party-officer', 'organisation-admin', 'auditor'],
  },
  moves: { ...proposalMoves, ...formationMoves, ...changeMoves, ...surveyMoves, ...lifeMoves, ...rollMoves, ...workMoves },
  on: folds,
  deadlines: {
    term: {
      label: { zh: '换届提醒', en: 'reminder of the term' },
      rule: rules.termReminder,
      set: {
        PartyOrganisationFormed: ({ remindOn }) => ({ dueOn: dayBefore(remindOn) }),
        PartyOrganisationEntered: ({ remindOn }) => ({ dueOn: dayBefore(remindOn) }),
        PartyTermChanged: ({ remindOn }) => ({ dueOn: dayBefore(remindOn) }),
      },
      clear: ['PartyTermReminded', 'PartyOrganisationMerged', 'PartyOrganisationAbolished'],
      fires: 'remindTerm',
    },
    grace: {
      label: { zh: '人数不足的宽限期', en: 'grace below a number' },
      rule: rules.grace,
      set: {
        PartyThresholdPassed: ({ nextGrace }) => ({ dueOn: nextGrace }),
        PartyThresholdMet: ({ nextGrace }) => dueOn(nextGrace),
        PartyThresholdWarned: ({ nextGrace }) => dueOn(nextGrace),
      },
      clear: ['PartyOrganisationMerged', 'PartyOrganisationAbolished'],
      fires: 'warn',
    },
    cadence: {
      label: { zh: '组织生活检查', en: 'look at the cadence' },
      rule: rules.themeDay,
      set: {
        PartyOrganisationFormed: ({ cadenceOn }) => ({ dueOn: dayBefore(cadenceOn) }),
        PartyOrganisationEntered: ({ cadenceOn }) => ({ dueOn: dayBefore(cadenceOn) }),
        PartyCadenceChecked: ({ cadenceOn }) => ({ dueOn: dayBefore(cadenceOn) }),
      },
      clear: ['PartyOrganisationMerged', 'PartyOrganisationAbolished'],
      fires: 'checkCadence',
    },
  },
});
