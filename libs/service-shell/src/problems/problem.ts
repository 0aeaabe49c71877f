import type { RuleDescription } from '@yimen/policy';
import type { FactValue } from '@yimen/kernel';
import type { ParameterUsed } from '../facts/parameter-used.js';

/** One fault of the input: where (RFC 6901 pointer into the body, or `header:Name`, `query:name`), a stable code, and what is wrong. */
export interface InputError {
  readonly pointer: string;
  readonly code: string;
  readonly detail: string;
}

/** A problem of RFC 9457. `code` is stable; `detail` is Chinese, `detailEn` the same in English. */
export interface Problem {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly code: string;
  readonly detail: string;
  readonly detailEn: string;
  readonly errors?: readonly InputError[];
  /** What a refusal relied on, without personal data. */
  readonly facts?: Readonly<Record<string, FactValue>>;
  /** The rule that refuses, as people are shown it (13.8). */
  readonly rule?: RuleDescription | { readonly id: string };
  /** Parameters that were looked up until it was refused, each with the policy set that answered. */
  readonly parameters?: readonly ParameterUsed[];
  /** True where the same request with `override` by a second person succeeds. */
  readonly overridable?: boolean;
  /** With `wrong-state`: the state, and the moves open to this caller. */
  readonly state?: string;
  readonly open?: readonly string[];
  /** With `stale-revision`: where the stream is. Decimal string. */
  readonly revision?: string;
  /** Seconds; also sent as Retry-After. */
  readonly retryAfter?: number;
  /** Trace id, for questions to the operator. */
  readonly trace?: string;
}
