import type { z } from 'zod';
import type { IsoDate } from '../dates/iso-date.js';
import type { Party, Role } from './actor.js';
import type { Sealed } from '../personal.js';
import type { MoveContext } from './context.js';
import type { Refusal, Text } from './refusal.js';

export interface AnyState {
  readonly status: string;
}
export interface AnyEvent {
  readonly type: string;
}

/** The part of a state union that has one of these statuses. */
export type When<S extends AnyState, Status extends S['status']> = Extract<S, { status: Status }>;

/** Events, or events with warnings that are stored with them, or a refusal. */
export type Decision<E extends AnyEvent> =
  E | readonly E[] | { readonly events: readonly E[]; readonly warnings: readonly Warning[] } | Refusal;

/** A soft limit that was passed (左右, 一般): recorded, shown, not blocking. */
export interface Warning {
  readonly code: string;
  readonly rule: string;
  readonly detail: Text;
}

/** Reads that a decision may rely on besides its own stream; each is recorded as (stream, revision) and is advice as of then (decision 8). */
export interface Reader {
  /** State of another item of the same service. */
  state<S extends AnyState>(slice: { readonly name: string; readonly initial: S }, id: string): Promise<S>;
  /** A row of a local table of facts about another service (decision 18); 503 facts-not-ready while it lags. */
  row<Row>(table: FactTable<Row>, key: string): Promise<Row | undefined>;
  /** Every row of such a table that has these values; how many there were is recorded, and what was counted stands in the event. */
  rows<Row>(table: FactTable<Row>, where: Partial<Row>): Promise<readonly Row[]>;
  /** 12-digit code of the area where an organisation works: its own, or that of the nearest above it that has one. */
  area(organisation: string): Promise<string | undefined>;
  /** How the file at an address stands, and whether it is sealed for this person under the keys of this service; 503 while the place of files is away. */
  file(address: string, person: string): Promise<FileStanding>;
}

/** `none`: there is no such file; `clear`: it lies as it was handed in; `sealed`: under the keys of the person asked about; `sealed-otherwise`: under others. */
export type FileStanding = 'none' | 'clear' | 'sealed' | 'sealed-otherwise';

/** Handle of a table of facts; `__row` carries the row's type only. */
export interface FactTable<Row> {
  readonly name: string;
  readonly __row?: Row;
}

export type Parties<Name extends string> = { readonly [N in Name]?: Party | undefined };

/** Where something belongs: an organisation, whose area the facts of organisations tell, or an area by its 12-digit code. */
export type Place = { readonly organisation: string } | { readonly area: string };

/** Who may make a move: by the system only, or by holders of a role for one of the parties. */
export type By<Name extends string> = 'system' | { readonly [N in Name]?: readonly Role[] };

export interface Move<
  S extends AnyState = AnyState,
  E extends AnyEvent = AnyEvent,
  Name extends string = string,
  From extends readonly string[] = readonly string[],
  Input extends z.ZodType = z.ZodType,
  Facts = unknown,
> {
  readonly label: Text;
  readonly from: From;
  readonly by: By<Name>;
  /** Shape of the request's body, declared once: type, validation and OpenAPI come from here. */
  readonly input: Input;
  /** Parties that the input names: of an item that does not exist yet, or beside those of its state (where a role is granted, where a person moves to). */
  readonly parties?: (input: z.output<Input>, facts: Facts) => Parties<Name>;
  /** Where an item belongs that does not exist yet, as the input names it; beside that of its state. */
  readonly place?: (input: z.output<Input>, facts: Facts) => Place | undefined;
  /** Whose keys seal the personal fields of the input; needed where the input has any. */
  readonly subject?: (state: S, input: z.output<Input>, id: string) => string;
  /** Plain facts taken from the clear input before it is sealed (age over 70, blind index). Pure. */
  readonly derive?: (clear: z.input<Input>, given: { readonly today: IsoDate }) => Record<string, unknown>;
  /**
   * Personal fields of the input (top level) that a register or a search knows by a blind index: field → kind of index.
   * The runner computes the index and the vault's random alias of it, and gives them as `alias` to `gather`, and as
   * `facts.blind.<field>` (the index, sealed under the subject's key, fit to stand in an event) and `facts.alias.<field>` to `reserve` and `decide`.
   * A field that is absent or null has neither.
   */
  readonly index?: { readonly [field: string]: BlindIndexKind };
  /** Reads advice from elsewhere. Personal fields of the input are blanked here: what they tell stands in `given.derived`, the answer of `derive`. */
  readonly gather?: (
    read: Reader,
    input: z.output<Input>,
    state: S,
    given: {
      readonly id: string;
      readonly today: IsoDate;
      readonly derived: Readonly<Record<string, unknown>>;
      readonly alias: Readonly<Record<string, string | undefined>>;
    },
  ) => Promise<Facts>;
  /** A name in a register that is taken before this move is decided (decision 8): that slice's move, made first under a derived key. */
  readonly reserve?: (state: S, input: z.output<Input>, facts: Facts, given: { readonly id: string }) => Reservation | undefined;
  /** Legal date of the events where it is not the business date (recorded from evidence). */
  readonly happenedOn?: (input: z.output<Input>) => IsoDate;
  readonly decide: (state: When<S, From[number] & S['status']>, input: z.output<Input>, context: MoveContext<Facts>) => Decision<E>;
}

/** Indexes of different kinds never meet: the same digits as identity and as phone number give different ones. */
export type BlindIndexKind = 'identity' | 'phone';

/** What the runner adds to the facts of a move that declares `index`. */
export interface Indexed<Field extends string> {
  readonly blind: { readonly [F in Field]?: Sealed | undefined };
  readonly alias: { readonly [F in Field]?: string | undefined };
}

/** A move of another item in the same service. */
export interface Reservation {
  readonly slice: string;
  readonly id: string;
  readonly move: string;
  readonly input: unknown;
}

/** A due date as recorded in an event: computed, or pending because the calendar's year is not loaded (13.6). */
export type Due =
  | { readonly dueOn: IsoDate }
  | {
      readonly pending: {
        readonly from: IsoDate;
        readonly amount: number;
        readonly unit: 'WD';
        /** Pauses whose working days could not be counted yet (ALL19 45). */
        readonly paused?: readonly PausedInterval[] | undefined;
      };
    };

/** Time that does not count: the days after `pausedOn` up to and including `resumedOn`. */
export interface PausedInterval {
  readonly pausedOn: IsoDate;
  readonly resumedOn: IsoDate;
}

/** One kind of deadline of a subject: which events set, stop and satisfy it, and the move that it fires when it is passed. */
export interface DeadlineRule<E extends AnyEvent> {
  readonly label: Text;
  /** Rule id in libs/policy. */
  readonly rule: string;
  /** The rule where it turns on the item, told by the event that first sets the date: law for a licence, local configuration for the rest. */
  readonly ruleFor?: { readonly [T in E['type']]?: (event: Extract<E, { type: T }>) => string };
  /** Event → due date (end of that day), or undefined to leave as it is, or null to stop the clock (pause). */
  readonly set: { readonly [T in E['type']]?: (event: Extract<E, { type: T }>) => Due | null | undefined };
  /** Events that satisfy or cancel it. */
  readonly clear: readonly E['type'][];
  /** Move made by the system on the day after the due date; none where being late is only shown. */
  readonly fires?: string;
  /** Move made by the system once a pending due date can be computed, with `{ deadline, dueOn }`. */
  readonly computes?: string;
  /** True: a date that members of staff owe each other; it is not listed to the person whose item it is. */
  readonly internal?: true;
}

/** For whom a part of an item is there: holders of these roles for the parties, and these accounts. For everybody else it is left out. */
export interface PartViewers<Name extends string> {
  readonly roles: { readonly [N in Name]?: readonly Role[] };
  readonly accounts: readonly string[];
}

export interface Aggregate<S extends AnyState = AnyState, E extends AnyEvent = AnyEvent, Name extends string = string> {
  /** Service that owns it. */
  readonly context: string;
  /** Name of the subject; the stream of an item is `name/id`. */
  readonly name: string;
  /** Plural of the subject in URLs. */
  readonly collection: string;
  readonly label: Text;
  /** `derived`: UUID from client, path and idempotency key. A pattern: the caller names the item (a queue and day, a register). */
  readonly ids: 'derived' | RegExp;
  readonly initial: S;
  readonly states: { readonly [K in S['status']]: Text & { readonly final?: true } };
  /** Parties of an existing item; they decide who may move and who may read it. */
  readonly parties: (state: S) => Parties<Name>;
  /**
   * Where an item belongs: numbers and rules are those of that place on the day (0.2, 13.8). Without it, and where the place is unknown or
   * not in the installation's area, those of the installation.
   */
  readonly place?: (state: S, id: string) => Place | undefined;
  /** Roles per party that may read the item's state and history; movers always may. */
  readonly readers: { readonly [N in Name]?: readonly Role[] };
  /** Roles per party for whom sealed fields are opened; without it, the readers. */
  readonly opens?: { readonly [N in Name]?: readonly Role[] };
  /**
   * Parts of the state (objects in it) and events of the history that are not for every reader: for whom they are, sealed values opened.
   * Undefined where the readers see the part as they see the rest. `history` is the item's, for events that speak of an earlier one.
   */
  readonly partsFor?: (part: Readonly<Record<string, unknown>>, history: readonly E[]) => PartViewers<Name> | undefined;
  /**
   * Beside `partsFor`: fields, wherever they stand in the state and the events, that are shown to nobody, because what they count or look for
   * is among parts that are not for everybody.
   */
  readonly withheld?: readonly string[];
  /** Accounts that may not read the item, whatever role they hold: the person whose work it judges. */
  readonly hiddenFrom?: (state: S) => readonly string[];
  readonly moves: { readonly [name: string]: Move<S, E, Name, readonly S['status'][], z.ZodType, never> };
  readonly on: { readonly [T in E['type']]: (state: S, event: Extract<E, { type: T }>) => S };
  readonly deadlines?: { readonly [name: string]: DeadlineRule<E> };
}

/** A fold for each event of a slice. */
export type Folds<S extends AnyState, E extends AnyEvent> = {
  // Method syntax, so that a fold may name the statuses it can meet: (draft: When<S, 'draft'>, event) => S.
  [T in E['type']]: { fold(state: S, event: Extract<E, { type: T }>): S }['fold'];
};

/**
 * The model of one subject: S its states, E the events it records, Name its parties.
 * `move` infers the statuses and the input of one move; `aggregate` holds the table together and checks that every event is folded.
 */
export function model<S extends AnyState, E extends AnyEvent, Name extends string>() {
  function move<const From extends readonly S['status'][], Input extends z.ZodType, Facts = Record<never, never>>(
    definition: Move<S, E, Name, From, Input, Facts>,
  ): Move<S, E, Name, From, Input, Facts> {
    return definition;
  }
  function aggregate<const Moves extends { readonly [name: string]: unknown }>(
    definition: Omit<Aggregate<S, E, Name>, 'moves' | 'on'> & { readonly moves: Moves; readonly on: Folds<S, E> },
  ): Aggregate<S, E, Name> & { readonly moves: Moves } {
    return definition as unknown as Aggregate<S, E, Name> & { readonly moves: Moves };
  }
  return { move, aggregate };
}

/** The state after these events. Pure; the caller has upcast them. */
export function fold<S extends AnyState, E extends AnyEvent>(slice: Aggregate<S, E>, events: readonly E[], from: S = slice.initial): S {
  return events.reduce((state, event) => slice.on[event.type as E['type']](state, event as never), from);
}
