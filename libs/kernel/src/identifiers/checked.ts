/** What a check of an identifier answers: the value in its normal form with what it says, or a code why not. Never throws. */
export type Checked<Value, Code extends string> =
  { readonly ok: true; readonly value: Value } | { readonly ok: false; readonly code: Code };

export function accepted<Value>(value: Value): { readonly ok: true; readonly value: Value } {
  return { ok: true, value };
}

export function rejected<Code extends string>(code: Code): { readonly ok: false; readonly code: Code } {
  return { ok: false, code };
}

/** A value typed by a person is brought to normal form (`x` → `X`); a file delivered by another system is not repaired. */
export type Origin = 'input' | 'file';
