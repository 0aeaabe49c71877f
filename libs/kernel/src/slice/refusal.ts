/** A value that may stand in a problem's `facts`: what the refusal relied on, without personal data. */
export type FactValue = string | number | boolean | null | readonly string[];

/** Chinese first, English second: every text a person may read. */
export interface Text {
  readonly zh: string;
  readonly en: string;
}

/** The one way a slice says no. `rule` is the id of a rule in libs/policy, whose title, article, words and force the answer shows. */
export interface Refusal {
  readonly kind: 'refusal';
  readonly code: string;
  readonly rule: string;
  readonly detail: Text;
  readonly facts: Readonly<Record<string, FactValue>>;
  /** True where the same move with `override: { reason, approver }` by a second person succeeds. */
  readonly overridable: boolean;
}

/**
 * Why a refusal stands where its rule is no binding law (13.8): `rule` – it is the rule alone, so a second person may set it aside with a
 * reason; `record` – there is nothing to decide otherwise: what the move names is not there, was done already, or belongs to another stream;
 * `protection` – it protects a person, his data or the second pair of eyes, which members of staff cannot waive between themselves.
 * Absent: only law is ever cited.
 */
export type RefusalGround = 'rule' | 'record' | 'protection';

type Templates = Readonly<Record<string, Text & { readonly ground?: RefusalGround }>>;

/**
 * The refusals of one subject: code → text in which `{name}` stands for the fact of that name, and the ground on which it stands.
 * One whose ground is `rule` is overridable, unless the call says otherwise; whether the rule binds is looked at when the answer is given.
 * Returns the subject's own `refuse`, which accepts only these codes.
 */
export function refusals<const T extends Templates>(templates: T) {
  return function refuse(
    code: keyof T & string,
    rule: string,
    facts: Readonly<Record<string, FactValue>> = {},
    options: { readonly overridable?: boolean } = {},
  ): Refusal {
    const template = templates[code] as Templates[string];
    return {
      kind: 'refusal',
      code,
      rule,
      detail: { zh: fill(template.zh, facts), en: fill(template.en, facts) },
      facts,
      overridable: options.overridable ?? template.ground === 'rule',
    };
  };
}

export function isRefusal(value: unknown): value is Refusal {
  return typeof value === 'object' && value !== null && (value as { kind?: unknown }).kind === 'refusal';
}

function fill(template: string, facts: Readonly<Record<string, FactValue>>): string {
  return template.replaceAll(/\{(\w+)\}/g, (whole, name: string) => {
    const value = facts[name];
    if (value === undefined) return whole;
    return Array.isArray(value) ? value.join('、') : String(value);
  });
}
