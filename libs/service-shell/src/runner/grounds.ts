import { eventMeta } from '@yimen/contracts';
import type { StoredEvent } from '@yimen/event-store';
import { isRuleId, type RuleDescription } from '@yimen/policy';
import { parameterUsed, type ParameterUsed } from '../facts/parameter-used.js';
import type { PolicyPort } from './port.js';

/**
 * Why an event stands: what its decision relied on, without the business data of its payload. An operator's work needs none (8.3), so neither
 * accounts nor reasons in free text are told.
 */
export interface Grounds {
  readonly event: Pick<StoredEvent, 'id' | 'type' | 'stream' | 'happenedOn' | 'recordedAt'> & { readonly revision: string };
  readonly move: string;
  /** `person`, `process`, `deadline` or `operator`. */
  readonly by: string;
  readonly rules: readonly RuleDescription[];
  readonly parameters: readonly ParameterUsed[];
  readonly facts: readonly { readonly stream: string; readonly revision: string }[];
  readonly warnings: readonly { readonly code: string; readonly rule: string }[];
  /** Codes of refusals that a second person set aside, or that the event itself tells. */
  readonly setAside: readonly string[];
  readonly refusals: readonly string[];
  readonly causation: string | null;
  readonly trace: string | null;
}

/** The grounds of one event, its rules described as of its legal date. */
export function groundsOf(stored: StoredEvent, policy: PolicyPort): Grounds {
  const { id, type, stream, happenedOn, recordedAt } = stored;
  const meta = eventMeta.parse(JSON.parse(Buffer.from(stored.meta).toString('utf8')));
  const told = toldIn(JSON.parse(Buffer.from(stored.payload).toString('utf8')));
  const parameters = (meta.policy ?? []).map((used) => parameterUsed(used, happenedOn));
  const limits = parameters.flatMap(({ rule }) => rule ?? []);
  const ids = [...(meta.rules ?? []), ...(meta.warnings ?? []).map(({ rule }) => rule), ...told.rules, ...limits];
  return {
    event: { id, type, stream, revision: String(stored.revision), happenedOn, recordedAt },
    move: meta.move,
    by: /^(process|deadline|operator):/.exec(meta.actor)?.[1] ?? 'person',
    rules: [...new Set(ids)].flatMap((rule) => policy.describe(rule, happenedOn) ?? []),
    parameters,
    facts: meta.facts ?? [],
    warnings: (meta.warnings ?? []).map(({ code, rule }) => ({ code, rule })),
    setAside: meta.override?.code.split(' ') ?? [],
    refusals: told.codes,
    causation: meta.causation ?? null,
    trace: meta.trace ?? null,
  };
}

/** Rules and codes of refusals that a payload tells: fields `rule` with the id of a rule, and `code` beside an outcome. */
function toldIn(payload: unknown): { readonly rules: string[]; readonly codes: string[] } {
  const rules: string[] = [];
  const codes: string[] = [];
  const visit = (value: unknown): void => {
    if (typeof value !== 'object' || value === null) return;
    for (const [name, inner] of Object.entries(value)) {
      if (name === 'rule' && typeof inner === 'string' && isRuleId(inner)) rules.push(inner);
      else if (name === 'code' && typeof inner === 'string' && 'outcome' in value) codes.push(inner);
      else visit(inner);
    }
  };
  visit(payload);
  return { rules, codes };
}
