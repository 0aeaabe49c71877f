import { isLicence } from '../law-of-matter.js';
import type { Of, Received, Running, ServiceCase, Standing, Undecided } from './state.js';
import { withThese } from './materials.js';
import { endAfterPause, endOf } from './time.js';

type In<Status extends Standing['status']> = Extract<ServiceCase, { status: Status }>;

/** Adds materials to those handed in, each once, in the order of the guide. */
const added = (state: Standing, provided: readonly { readonly key: string }[]) =>
  state.materials
    .filter(({ key }) =>
      withThese(
        state,
        provided.map((each) => each.key),
      ).includes(key),
    )
    .map(({ key, name }) => ({ key, name }));

export const submissionFolds = {
  CaseSubmitted: (_none: ServiceCase, event: Of<'CaseSubmitted'>): ServiceCase => {
    const {
      type: _type,
      personal: _personal,
      phone: _phone,
      address: _address,
      statement: _statement,
      onlineCheckDue: _online,
      ...rest
    } = event;
    return {
      status: 'submitted',
      ...rest,
      files: [],
      supplement: null,
      tolerance: null,
      promised: null,
      agent: null,
      homeVisit: null,
      accompaniments: 0,
      handledBy: event.body,
      handler: null,
      cannotDo: null,
    };
  },
  AgentAuthorised: (state: Standing, { type: _type, ...agent }: Of<'AgentAuthorised'>): ServiceCase => ({ ...state, agent }),
  AgentReturned: (state: Standing): ServiceCase => state,
  AccompanimentLogged: (state: Standing): ServiceCase => ({ ...state, accompaniments: state.accompaniments + 1 }),
  HomeVisitArranged: (state: Standing, { staff, appointment }: Of<'HomeVisitArranged'>): ServiceCase => ({
    ...state,
    homeVisit: { staff, appointment, done: false },
  }),
  HomeVisitMade: (state: Standing, { outcome }: Of<'HomeVisitMade'>): ServiceCase => ({
    ...state,
    homeVisit: state.homeVisit && { ...state.homeVisit, done: outcome === 'done' },
  }),
  CaseChecked: (state: Received, { provided, missing }: Of<'CaseChecked'>): ServiceCase => ({
    ...state,
    status: 'checked',
    provided,
    missing,
  }),
  SupplementRequested: (state: Received, { gaps }: Of<'SupplementRequested'>): ServiceCase => {
    const asked = gaps.map(({ key }) => key);
    return {
      ...state,
      status: 'supplement-requested',
      supplement: { notice: null, due: null },
      // What was handed in and found wanting counts as missing until it comes again.
      provided: state.provided.filter(({ key }) => !asked.includes(key)),
      missing: state.materials.flatMap(({ key, name, required }) =>
        asked.includes(key) ? [{ key, name, required: required === 'tolerable' ? ('tolerable' as const) : ('required' as const) }] : [],
      ),
    };
  },
  SupplementNoticeDelivered: (state: In<'supplement-requested'>, { notice, due }: Of<'SupplementNoticeDelivered'>): ServiceCase => ({
    ...state,
    supplement: { notice, due },
  }),
  MaterialsSupplemented: (state: Received, { provided, missing, on, checkDue }: Of<'MaterialsSupplemented'>): ServiceCase => {
    const complete = missing.length === 0;
    const changed = { ...state, provided: added(state, provided), missing };
    return complete ? { ...changed, status: 'supplemented', receivedOn: on, checkDue } : { ...changed, status: 'supplement-requested' };
  },
  MaterialFiled: (state: Standing, { key, file, kind, bytes }: Of<'MaterialFiled'>): ServiceCase => ({
    ...state,
    files: [...state.files, { key, file, kind, bytes }],
  }),
  SupplementExpired: (state: Received): ServiceCase => ({ ...state, status: 'expired-supplement' }),
  TolerancePromised: (state: Received, { materials }: Of<'TolerancePromised'>): ServiceCase => ({
    ...state,
    tolerance: { materials, state: 'open' },
  }),
  DutyPromised: (state: Received): ServiceCase => ({ ...state, promised: { kept: null } }),
  CaseAccepted: (state: Received, { acceptedOn, limit, due, statutoryDue }: Of<'CaseAccepted'>): ServiceCase => ({
    ...state,
    status: 'accepted',
    acceptedOn,
    limitUnit: limit.unit,
    due,
    statutoryDue,
    end: endOf(acceptedOn, limit),
    statutoryEnd: state.statutoryLimit && endOf(acceptedOn, state.statutoryLimit),
    extended: false,
  }),
  CaseNotAccepted: (state: Received): ServiceCase => ({ ...state, status: 'not-accepted' }),
};

export const handlingFolds = {
  ToleranceFulfilled: (state: Standing, { materials }: Of<'ToleranceFulfilled'>): ServiceCase => ({
    ...state,
    provided: added(state, materials),
    missing: [],
    tolerance: state.tolerance && { ...state.tolerance, state: 'fulfilled' },
  }),
  ToleranceUnfulfilled: (state: Standing): ServiceCase => ({
    ...state,
    tolerance: state.tolerance && { ...state.tolerance, state: 'unfulfilled' },
  }),
  PromiseChecked: (state: Standing, { kept }: Of<'PromiseChecked'>): ServiceCase => ({ ...state, promised: { kept } }),
  CaseDispatched: (state: Running, { to }: Of<'CaseDispatched'>): ServiceCase => ({ ...state, status: 'dispatched', handledBy: to }),
  HandlingStarted: (state: Running, { handler }: Of<'HandlingStarted'>): ServiceCase => ({ ...state, status: 'handling', handler }),
  CaseForwarded: (state: Running, { to }: Of<'CaseForwarded'>): ServiceCase => ({ ...state, status: 'forwarded', forwardedTo: to }),
  CaseReturned: ({ forwardedTo: _from, ...state }: In<'forwarded'>): ServiceCase => ({ ...state, status: 'handling' }),
  CasePaused: (state: Running, { on }: Of<'CasePaused'>): ServiceCase => ({ ...state, status: 'paused', pausedFrom: on }),
  CaseResumed: ({ pausedFrom, ...state }: In<'paused'>, { due, statutoryDue, on }: Of<'CaseResumed'>): ServiceCase => {
    const pause = { pausedOn: pausedFrom, resumedOn: on };
    return {
      ...state,
      status: 'handling',
      due,
      statutoryDue,
      end: endAfterPause(state.due, state.end, pause),
      statutoryEnd: state.statutoryDue && endAfterPause(state.statutoryDue, state.statutoryEnd, pause),
    };
  },
  CaseExtended: (state: Undecided, { due, statutoryDue }: Of<'CaseExtended'>): ServiceCase => {
    const extended = { ...state, due, statutoryDue, extended: true };
    // A licence gets working days, which end where they end; any other promise gives way to the limit of its guide, in the guide's unit.
    if (isLicence(state)) return { ...extended, end: null, statutoryEnd: null };
    return { ...extended, end: state.statutoryEnd, limitUnit: state.statutoryLimit?.unit ?? state.limitUnit };
  },
  CaseDecided: (state: Running, { outcome, deliveryDue, on }: Of<'CaseDecided'>): ServiceCase => ({
    ...state,
    status: 'decided',
    outcome,
    decidedOn: on,
    deliveryDue,
    deliveredBy: null,
  }),
  ResultReady: (state: In<'decided'>): ServiceCase => ({ ...state, status: 'result-ready' }),
  CaseDelivered: (state: In<'result-ready'>, { way }: Of<'CaseDelivered'>): ServiceCase => ({
    ...state,
    status: 'delivered',
    deliveredBy: way,
  }),
  CaseWithdrawn: (state: Standing): ServiceCase => ({ ...state, status: 'withdrawn' }),
  CaseArchived: (state: In<'delivered' | 'not-accepted'>): ServiceCase => ({
    ...state,
    status: 'archived',
    outcome: state.status === 'delivered' ? state.outcome : null,
  }),
  CannotDoLogged: (state: Standing, { due }: Of<'CannotDoLogged'>): ServiceCase => ({
    ...state,
    cannotDo: { due, routedTo: null, answered: false },
  }),
  CannotDoRouted: (state: Standing, { to }: Of<'CannotDoRouted'>): ServiceCase => ({
    ...state,
    cannotDo: state.cannotDo && { ...state.cannotDo, routedTo: to },
  }),
  CannotDoAnswered: (state: Standing): ServiceCase => ({ ...state, cannotDo: state.cannotDo && { ...state.cannotDo, answered: true } }),
  CaseDueComputed: (state: Standing, { deadline, due }: Of<'CaseDueComputed'>): ServiceCase => {
    switch (deadline) {
      case 'check':
        return { ...state, checkDue: due };
      case 'supplement':
        return { ...state, supplement: state.supplement && { ...state.supplement, due } };
      case 'decision':
        return 'due' in state ? { ...state, due } : state;
      case 'statutory':
        return 'statutoryDue' in state ? { ...state, statutoryDue: due } : state;
      case 'delivery':
        return 'deliveryDue' in state ? { ...state, deliveryDue: due } : state;
      case 'cannot-do':
        return { ...state, cannotDo: state.cannotDo && { ...state.cannotDo, due } };
      // Kept by the deadline's own row; no decision looks at them.
      case 'online-check':
      case 'hand-over':
      case 'tolerance':
      case 'promise-check':
      case 'archive':
        return state;
    }
  },
};
