import { encode, type EventMeta } from '@yimen/contracts';
import type { NewEvent } from '@yimen/event-store';
import type { AnyEvent, Warning } from '@yimen/kernel';
import { v7 as uuidv7 } from 'uuid';
import type { Attempt } from '../attempt.js';
import type { RunnerPorts } from '../port.js';
import { digestsOf } from './disclosure.js';
import type { ReliedOn } from '../items/reading.js';
import type { SealedInput } from '../input/sealing.js';

/** What the decision stood on, to be recorded with its events. */
export interface Basis {
  readonly sealed: SealedInput;
  readonly reliedOn: readonly ReliedOn[];
  readonly policy: readonly string[];
  /** Codes of refusals that a second person set aside, with the rule of each. */
  readonly overridden: ReadonlyMap<string, string>;
  readonly warnings: readonly Warning[];
  readonly status: 200 | 201;
}

/** The events as they are appended: payloads checked against their contracts, and the envelope of decision 1. */
export async function toAppend(ports: RunnerPorts, attempt: Attempt, events: readonly AnyEvent[], basis: Basis): Promise<NewEvent[]> {
  const common = metaOf(attempt, basis);
  const happenedOn = attempt.move.happenedOn?.(attempt.input) ?? attempt.today;
  return Promise.all(
    events.map(async (event) => {
      const { contract, payload } = encode(ports.registry, event);
      const id = uuidv7();
      const disclosed = await digestsOf(ports.vault, contract, id, payload, basis.sealed);
      const meta: EventMeta = { ...common, ...disclosed };
      return {
        id,
        type: event.type,
        schemaVersion: contract.version,
        happenedOn,
        meta: Buffer.from(JSON.stringify(meta), 'utf8'),
        payload,
      };
    }),
  );
}

function metaOf({ request, move, slice, capacity, identity }: Attempt, basis: Basis): EventMeta {
  const rules = [...new Set([...basis.warnings.map((warning) => warning.rule), ...basis.overridden.values()])];
  const name = Object.entries(slice.moves).find(([, one]) => (one as unknown) === move)?.[0] ?? request.move;
  return {
    actor: request.actor.id,
    ...(capacity?.organisation && { organisation: capacity.organisation }),
    ...(capacity && { onBehalfOf: capacity.onBehalfOf }),
    move: name,
    ...(rules.length > 0 && { rules }),
    ...(basis.policy.length > 0 && { policy: [...basis.policy] }),
    ...(basis.reliedOn.length > 0 && { facts: [...basis.reliedOn] }),
    ...(request.causation && { causation: request.causation }),
    ...(request.trace && { trace: request.trace }),
    ...(identity && { request: { ...identity, status: basis.status } }),
    ...(basis.overridden.size > 0 &&
      request.override && { override: { code: [...basis.overridden.keys()].join(' '), ...request.override } }),
    ...(basis.warnings.length > 0 && { warnings: [...basis.warnings] }),
  };
}
