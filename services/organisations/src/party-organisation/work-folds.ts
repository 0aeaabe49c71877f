import type { EventOf, partyWorkEvents } from '@yimen/contracts';
import type { Of, PartyOrganisation, Standing } from './states.js';

type WorkEvent = EventOf<(typeof partyWorkEvents)[number]>;
type Folded = { [T in WorkEvent['type']]: { fold(state: PartyOrganisation, event: Of<T>): PartyOrganisation }['fold'] };

export const workFolds: Folded = {
  PartyNameChanged: (state: Standing, { name }) => ({ ...state, name }),
  PartyParentChanged: (state: Standing, { to }) => ({ ...state, parent: to }),
  PartyMemberGrouped: (state: Standing, { member, group }) => ({
    ...state,
    roll: state.roll.map((one) => (one.member === member ? { ...one, group } : one)),
  }),
  PartyCoverageRecorded: (state: Standing) => state,
  PartyDutyTaken: (state: Standing, { duty, form, member }) => ({
    ...state,
    duties: [...state.duties, { duty, form, member }],
    dutiesGiven: state.dutiesGiven + 1,
  }),
  PartyDutyEnded: (state: Standing, { duty }) => ({ ...state, duties: state.duties.filter((one) => one.duty !== duty) }),
  PartyDriveAssessed: (state: Standing, { year }) => ({ ...state, assessed: [...state.assessed.filter((one) => one !== year), year] }),
  PartyServiceCentreOpened: (state: Standing, { name, seat }) => ({ ...state, serviceCentre: { name, seat } }),
  PartyServiceCentreClosed: (state: Standing) => ({ ...state, serviceCentre: null }),
};
