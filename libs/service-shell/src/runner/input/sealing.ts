import { personalFields, replacePersonal, type AnyState, type BlindIndexKind, type RecordSeries, type Sealed } from '@yimen/kernel';
import type { AnyMove } from '../attempt.js';
import type { Vault } from '@yimen/vault';

/** What stands behind a sealed value of this move. */
interface Clear {
  readonly value: string;
  readonly person: string;
  readonly series: RecordSeries;
}

/** The input with its personal fields sealed under the keys of the person that the move is about. */
export interface SealedInput {
  readonly input: unknown;
  /** By sealed text. */
  readonly clear: ReadonlyMap<string, Clear>;
  /** Blind indexes of the fields that the move's `index` names, sealed. */
  readonly blind: Readonly<Record<string, Sealed | undefined>>;
}

/** Seals the personal fields of one request's input; a further try for the same person gets the same sealed values. */
export function sealing(vault: Vault, move: AnyMove, given: unknown): (state: AnyState, id: string) => Promise<SealedInput> {
  const fields = personalFields(move.input, given);
  let last: (SealedInput & { readonly person: string }) | undefined;
  return async (state, id) => {
    if (fields.length === 0) return { input: given, clear: new Map(), blind: {} };
    const person = move.subject?.(state, given, id);
    if (person === undefined) throw new Error('a move with personal fields needs `subject`: whose keys seal them');
    if (last?.person === person) return last;
    const values: { readonly at: string; readonly series: RecordSeries; readonly value: string }[] = [];
    for (const { pointer, series, value } of fields) {
      values.push({ at: pointer, series, value });
      const kind = indexed(move, pointer);
      if (kind) values.push({ at: `blind:${pointer.slice(1)}`, series, value: vault.blindIndex(kind, value) });
    }
    const sealed = new Map<string, Sealed>();
    const clear = new Map<string, Clear>();
    for (const series of new Set(values.map((one) => one.series))) {
      const ofSeries = values.filter((one) => one.series === series);
      const texts = await vault.seal(
        person,
        series,
        ofSeries.map((one) => one.value),
      );
      for (const [at, one] of ofSeries.entries()) {
        const text = texts[at] as Sealed;
        sealed.set(one.at, text);
        clear.set(text, { value: one.value, person, series });
      }
    }
    const blind = Object.fromEntries(
      [...sealed].flatMap(([at, text]) => (at.startsWith('blind:') ? [[at.slice('blind:'.length), text]] : [])),
    );
    last = { person, input: replacePersonal(move.input, given, ({ pointer }) => sealed.get(pointer)), blind, clear };
    return last;
  };
}

/** Aliases of the fields that the move's `index` names: how registers and searches know their values. */
export async function aliases(vault: Vault, move: AnyMove, given: unknown): Promise<Record<string, string>> {
  const found: Record<string, string> = {};
  for (const { pointer, value } of personalFields(move.input, given)) {
    const kind = indexed(move, pointer);
    if (kind) found[pointer.slice(1)] = await vault.alias(vault.blindIndex(kind, value));
  }
  return found;
}

function indexed(move: AnyMove, pointer: string): BlindIndexKind | undefined {
  const field = pointer.slice(1);
  return move.index && Object.hasOwn(move.index, field) ? move.index[field] : undefined;
}

/** The input as `gather` sees it: personal fields blanked. */
export function blanked(move: AnyMove, clear: unknown): unknown {
  return replacePersonal(move.input, clear, () => '');
}
