import { personalFields, replacePersonal, type AnyState, type BlindIndexKind, type Sealed } from '@yimen/kernel';
import type { AnyMove } from './attempt.js';
import type { VaultPort } from './port.js';

/** The input with its personal fields sealed under the keys of the person that the move is about; `person` is undefined where it has none. */
export interface SealedInput {
  readonly input: unknown;
  readonly person: string | undefined;
  /** Blind indexes of the fields that the move's `index` names, sealed. */
  readonly blind: Readonly<Record<string, Sealed | undefined>>;
}

/** Seals the personal fields of one request's input; a further try for the same person gets the same sealed values. */
export function sealing(vault: VaultPort, move: AnyMove, clear: unknown): (state: AnyState, id: string) => Promise<SealedInput> {
  const fields = personalFields(move.input, clear);
  let last: (SealedInput & { readonly person: string }) | undefined;
  return async (state, id) => {
    const person = move.subject?.(state, clear, id);
    if (fields.length === 0) return { input: clear, person, blind: {} };
    if (person === undefined) throw new Error('a move with personal fields needs `subject`: whose keys seal them');
    if (last?.person === person) return last;
    const sealed = new Map<string, Sealed>();
    const blind: Record<string, Sealed> = {};
    for (const { pointer, series, value } of fields) {
      sealed.set(pointer, await vault.seal(person, series, value));
      const kind = indexed(move, pointer);
      if (kind) blind[pointer.slice(1)] = await vault.seal(person, series, await vault.blindIndex(kind, value));
    }
    last = { person, input: replacePersonal(move.input, clear, ({ pointer }) => sealed.get(pointer)), blind };
    return last;
  };
}

/** Aliases of the fields that the move's `index` names: how registers and searches know their values. */
export async function aliases(vault: VaultPort, move: AnyMove, clear: unknown): Promise<Record<string, string>> {
  const found: Record<string, string> = {};
  for (const { pointer, value } of personalFields(move.input, clear)) {
    const kind = indexed(move, pointer);
    if (kind) found[pointer.slice(1)] = await vault.alias(kind, await vault.blindIndex(kind, value));
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
