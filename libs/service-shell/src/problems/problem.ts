import type { FactValue, Text } from '@yimen/kernel';

/** One fault of the input: where (RFC 6901 pointer into the body, or `header:Name`, `query:name`), a stable code, and what is wrong. */
export interface InputError {
  readonly pointer: string;
  readonly code: string;
  readonly detail: string;
}

/** The rule that refuses, as shown to people (domain rules 13.8). */
export interface RuleShown {
  readonly id: string;
  readonly title: Text;
  readonly article: string;
  readonly words: string;
  readonly jurisdiction: string;
  readonly from: string;
  readonly to: string | null;
  /** Only `binding` is shown as law; the others as 本地配置 with the body that adopted them. */
  readonly force: 'binding' | 'guidance' | 'model' | 'default';
  readonly shownAs: string;
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
  readonly rule?: RuleShown | { readonly id: string };
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
