import { z } from 'zod';
import { addDays, type IsoDate } from '../dates/iso-date.js';
import { model, type AnyEvent, type DeadlineRule, type Folds, type Reader } from './model.js';
import type { Refusal, Text } from './refusal.js';

/** A name in a register: one stream per name, so that it never belongs to two items at a time (13.5). */
export type Registered =
  | { readonly status: 'free' }
  | { readonly status: 'reserved'; readonly holder: string; readonly until: IsoDate }
  | { readonly status: 'taken'; readonly holder: string };

/** What a register is about. `E`: its events; `Because`: why a name that was held is given back, beside an unused reservation. */
export interface RegisterOf<E extends AnyEvent, Because extends string> {
  readonly context: string;
  readonly name: string;
  readonly collection: string;
  readonly label: Text;
  /** How the names look; the name is the item's id. */
  readonly ids: RegExp;
  /** Words for a name in use, and for taking it into use. */
  readonly words: { readonly taken: Text; readonly confirm: Text };
  /** Policy parameter: calendar days for which a reservation holds. */
  readonly holdDays: string;
  readonly because: readonly [Because, ...Because[]];
  readonly record: {
    readonly reserved: (holder: string, until: IsoDate) => E;
    readonly taken: (holder: string) => E;
    readonly released: (holder: string, because: Because | 'unused') => E;
  };
  readonly refuse: {
    readonly taken: (holder: string) => Refusal;
    readonly reserved: (until: IsoDate) => Refusal;
    readonly notDue: (until: IsoDate) => Refusal;
    readonly another: () => Refusal;
  };
  /**
   * Whether the holder's own stream has the name now. Confirmations and releases are told by processes with no order between them: what is heard late
   * is judged by this, and a reservation that ran out was used where it holds.
   */
  readonly used: (read: Reader, holder: string, name: string) => Promise<boolean>;
  readonly on: (folded: {
    readonly reserved: (holder: string, until: IsoDate) => Registered;
    readonly taken: (holder: string) => Registered;
    readonly free: () => Registered;
  }) => Folds<Registered, E>;
  readonly reservation: Pick<DeadlineRule<E>, 'label' | 'rule' | 'set' | 'clear'>;
}

/**
 * The slice of a register (decision 8): a name is reserved before the item that wants it is recorded, confirmed once it is, released when
 * the item gives it up; an unused reservation runs out by its deadline. Moved by the system only: as the `reserve` of a move, and by processes.
 */
export function register<E extends AnyEvent, Because extends string>(given: RegisterOf<E, Because>) {
  const { move, aggregate } = model<Registered, E, never>();
  const { record, refuse } = given;
  const holder = z.object({ holder: z.uuid() }).strict();
  return aggregate({
    context: given.context,
    name: given.name,
    collection: given.collection,
    label: given.label,
    ids: given.ids,
    initial: { status: 'free' } as Registered,
    states: { free: { zh: '空闲', en: 'free' }, reserved: { zh: '预占', en: 'reserved' }, taken: given.words.taken },
    parties: () => ({}),
    readers: {},
    moves: {
      reserve: move({
        label: { zh: '预占', en: 'reserve' },
        from: ['free', 'reserved', 'taken'],
        by: 'system',
        input: holder,
        decide: (state, { holder: wanting }, { today, policy }) => {
          // Who has it already may be recorded anew under it.
          if (state.status === 'taken') return state.holder === wanting ? [] : refuse.taken(state.holder);
          if (state.status === 'reserved' && state.holder !== wanting) return refuse.reserved(state.until);
          return record.reserved(wanting, addDays(today, policy.number(given.holdDays)));
        },
      }),
      confirm: move({
        label: given.words.confirm,
        // Also from free: the item was recorded, but the reservation ran out before this was heard.
        from: ['free', 'reserved', 'taken'],
        by: 'system',
        input: holder,
        gather: async (read, { holder: having }, _state, { id }): Promise<{ readonly used: boolean }> => ({
          used: await given.used(read, having, id),
        }),
        decide: (state, { holder: having }, { facts }) => {
          // Heard late: he has given the name up since, and its release may have been heard before.
          if (!facts.used) return [];
          if (state.status === 'taken') return state.holder === having ? [] : refuse.taken(state.holder);
          return state.status === 'reserved' && state.holder !== having ? refuse.reserved(state.until) : record.taken(having);
        },
      }),
      release: move({
        label: { zh: '释放', en: 'release' },
        from: ['reserved', 'taken'],
        by: 'system',
        input: holder.extend({ because: z.enum(given.because) }),
        gather: async (read, { holder: leaving }, _state, { id }): Promise<{ readonly used: boolean }> => ({
          used: await given.used(read, leaving, id),
        }),
        decide: (state, { holder: leaving, because }, { facts }) => {
          // Heard late: he has taken the name up again since.
          if (facts.used) return [];
          return state.holder === leaving ? record.released(leaving, because as Because) : refuse.another();
        },
      }),
      expire: move({
        label: { zh: '预占到期', en: 'let the reservation run out' },
        from: ['reserved'],
        by: 'system',
        input: z.object({}).strict(),
        gather: async (read, _input, state, { id }): Promise<{ readonly used: boolean }> => ({
          used: state.status === 'reserved' && (await given.used(read, state.holder, id)),
        }),
        decide: (reserved, _input, { today, facts }) => {
          if (today <= reserved.until) return refuse.notDue(reserved.until);
          return facts.used ? record.taken(reserved.holder) : record.released(reserved.holder, 'unused');
        },
      }),
    },
    on: given.on({
      reserved: (of, until) => ({ status: 'reserved', holder: of, until }),
      taken: (of) => ({ status: 'taken', holder: of }),
      free: () => ({ status: 'free' }),
    }),
    deadlines: { reservation: { ...given.reservation, fires: 'expire' } },
  });
}
