import { WrongRevision } from '@yimen/event-store';
import { recorded, type AnyEvent, type AnyState, type Reserved, type Text } from '@yimen/kernel';
import type { Problem } from '../../problems/problem.js';
import { parameterUsed } from '../../facts/parameter-used.js';
import { problem, refused } from '../../problems/problems.js';
import { readAfterOf } from '../answer.js';
import { begins, partiesOf, type Attempt, type Step } from '../attempt.js';
import { toAppend, type Basis } from './envelope.js';
import { openMoves } from '../view/open-moves.js';
import { capacityOf, type RoleTable } from './permission.js';
import { areaOf, placeOf } from './place.js';
import { recording } from '@yimen/policy';
import type { MoveAnswer, RunnerPorts } from '../port.js';
import type { SealedInput } from '../input/sealing.js';

/** Takes the name in the register that the move needs; refused as the register refuses. */
export type Reserve = (attempt: Attempt, sealed: SealedInput) => Promise<Reserved | MoveAnswer | undefined>;

/** The state moved on while the move was decided, and the caller did not say which state he meant: the move is to be tried again. */
export class Overtaken extends Error {}

/** The core: checks revision and state, seals, decides, reserves, decides with the name that was taken, appends. Throws Overtaken. */
export function making(ports: RunnerPorts, seal: (attempt: Attempt) => Promise<SealedInput>, reserve: Reserve): Step {
  return async (attempt) => {
    const { request, move, item, id, slice } = attempt;
    if (request.expected !== undefined && request.expected !== item.revision) return stale(item.revision);
    if (!move.from.includes(item.state.status)) return wrongState(attempt);
    const { facts: gathered, reliedOn } = await attempt.gather();
    const sealed = await seal(attempt);
    const facts = { ...gathered, blind: sealed.blind };
    const overridden = new Map<string, string>();
    const place = await areaOf(placeOf(slice, move, { state: item.state, id, input: attempt.input, facts }), ports.facts);
    const given = { input: sealed.input, facts, area: place.area, overridden };
    const decided = (reserved?: Reserved) => deciding(ports, attempt, { ...given, reserved });
    if (move.reserve) {
      // A move that is refused anyway takes no name: it is decided once before the register is asked.
      const first = await decided();
      if (first.decision.kind === 'refused') return first.decision;
    }
    const reserved = await reserve(attempt, sealed);
    if (reserved && 'kind' in reserved) return reserved;
    const { decision, lookups } = await decided(reserved);
    if (decision.kind === 'refused') return decision;
    const { events, warnings } = decision;
    const status = begins(attempt) ? 201 : 200;
    const basis: Basis = { sealed, reliedOn: [...reliedOn, ...place.reliedOn], policy: lookups, overridden, warnings, status };
    const state = events.reduce<AnyState>((at, event) => foldOne(attempt, at, event), item.state);
    const append = await toAppend(ports, attempt, events, basis);
    const revision = append.length === 0 ? item.revision : await appended(ports, attempt, append);
    return {
      kind: 'made',
      status,
      slice: slice.name,
      id,
      stream: item.stream,
      revision,
      state: state.status,
      events: append.map((event) => ({ id: event.id, type: event.type })),
      warnings,
      readAfter: readAfterOf(slice, item.stream, revision),
      repeated: false,
    };
  };
}

interface Given {
  readonly input: unknown;
  readonly facts: Readonly<Record<string, unknown>>;
  /** Area whose numbers and rules hold; undefined for the installation's own. */
  readonly area: string | undefined;
  /** Codes set aside so far, with the rule of each; grows while the move is decided. */
  readonly overridden: Map<string, string>;
  readonly reserved: Reserved | undefined;
}

/** Decides, setting overridable refusals aside where a second person may and does. */
async function deciding(ports: RunnerPorts, attempt: Attempt, { input, facts, area, overridden, reserved }: Given) {
  const { request, move, item, id, today, now } = attempt;
  const { reader: policy, lookups } = recording(ports.policy.reader(today, area));
  const calendar = ports.policy.calendar(today);
  for (;;) {
    const context = {
      id,
      today,
      now,
      policy,
      calendar,
      actor: request.actor,
      facts,
      overridden: new Set(overridden.keys()),
      ...(reserved && { reserved }),
    };
    const decision = recorded<AnyEvent>(move.decide(item.state as never, input, context));
    if (decision.kind !== 'refusal') return { decision, lookups };
    const answer = refused(
      decision,
      ports.policy.describe(decision.rule, today, area),
      lookups.map((used) => parameterUsed(used, today)),
    );
    const no = (problem: Problem) => ({ decision: { kind: 'refused', problem } as const, lookups });
    if (!request.override || !answer.overridable || overridden.has(decision.code)) return no(answer);
    const fault = await approverFault(attempt);
    if (fault) return no(problem('override-approver', { detail: fault }));
    overridden.set(decision.code, decision.rule);
  }
}

function foldOne({ slice }: Attempt, state: AnyState, event: AnyEvent): AnyState {
  const on = slice.on[event.type] as ((state: AnyState, event: AnyEvent) => AnyState) | undefined;
  if (!on) throw new Error(`${slice.name} records ${event.type} but does not fold it`);
  return on(state, event);
}

async function appended(ports: RunnerPorts, { item, request }: Attempt, events: Awaited<ReturnType<typeof toAppend>>): Promise<bigint> {
  try {
    return (await ports.store.append(item.stream, item.revision, events)).revision;
  } catch (error) {
    if (error instanceof WrongRevision && request.expected === undefined) throw new Overtaken(error.message, { cause: error });
    throw error;
  }
}

/** Why the approver of an override may not approve (D-override), or undefined where he may: another active account that holds one of the move's roles here. */
async function approverFault(attempt: Attempt): Promise<Text | undefined> {
  const { request, move, directory } = attempt;
  const approver = request.override?.approver;
  if (approver === undefined || approver === request.actor.id) return { zh: '须由另一人复核', en: 'another person has to approve' };
  const account = await directory.find(approver);
  if (!account?.active) return { zh: '复核人账号未登记或已停用', en: 'the approver is not an active account' };
  const samePerson = request.actor.kind === 'account' && account.person !== null && account.person === request.actor.person;
  if (samePerson) return { zh: '须由另一人复核', en: 'another person has to approve' };
  const table: RoleTable = move.by === 'system' ? {} : move.by;
  const actor = { kind: 'account', id: approver, person: account.person, grants: account.grants } as const;
  const capacity = await capacityOf(actor, table, await partiesOf(attempt), directory);
  return capacity ? undefined : { zh: '复核人没有办理此事的角色', en: 'the approver holds no role for this' };
}

/** 412: If-Match names another revision than the one the stream is at. */
export function stale(revision: bigint): MoveAnswer {
  return { kind: 'refused', problem: problem('stale-revision', { revision: String(revision) }) };
}

async function wrongState(attempt: Attempt): Promise<MoveAnswer> {
  const { slice, item, move } = attempt;
  const names = slice.states as Readonly<Record<string, Text>>;
  const nameOf = (status: string) => names[status] ?? { zh: status, en: status };
  const here = nameOf(item.state.status);
  const wanted = move.from.map(nameOf);
  const detail = {
    zh: `当前为“${here.zh}”，“${move.label.zh}”须在“${wanted.map(({ zh }) => zh).join('”或“')}”时办理`,
    en: `the state is “${here.en}”; “${move.label.en}” starts from “${wanted.map(({ en }) => en).join('” or “')}”`,
  };
  const open = await openMoves(slice, item, attempt.request.actor, attempt.directory);
  return { kind: 'refused', problem: problem('wrong-state', { detail, state: item.state.status, open }) };
}
