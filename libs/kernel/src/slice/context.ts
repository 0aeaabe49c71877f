import type { Instant, IsoDate } from '../dates/iso-date.js';
import type { Actor } from './actor.js';

/** A parameter as looked up: the value and where it comes from, so that an answer can show it. */
export interface Parameter {
  readonly key: string;
  readonly value: number | string | boolean;
  readonly unit: string | null;
  /** Name of the parameter set, e.g. NATIONAL-2026. */
  readonly set: string;
  readonly jurisdiction: string;
  readonly source: string;
}

/** Look-up of numbers of law and policy as of the business date. Every look-up is recorded with the event. */
export interface PolicyReader {
  /** Whole number in the parameter's unit. Throws UnknownParameter (a programming error) when no set has it. */
  number(key: string): number;
  text(key: string): string;
  flag(key: string): boolean;
  parameter(key: string): Parameter;
  /** The same sets seen from an area below the installation's own (12-digit code). */
  at(area: string): PolicyReader;
}

/** Working days of the loaded years. `undefined` means the year is not loaded (13.6), never "a weekday". */
export interface WorkdayCalendar {
  isWorkday(date: IsoDate): boolean | undefined;
}

/** What a decision may know. Slices read no clock, no environment and no database: everything is here. */
export interface MoveContext<Facts = unknown> {
  /** Id of the item that moves. */
  readonly id: string;
  /** Business date and time (decision 20). */
  readonly today: IsoDate;
  readonly now: Instant;
  readonly policy: PolicyReader;
  readonly calendar: WorkdayCalendar;
  readonly actor: Actor;
  /** What `gather` and `derive` returned. */
  readonly facts: Facts;
  /** Codes of overridable refusals that a second person has set aside for this move: decide passes them and goes on. Absent where there is no override. */
  readonly overridden?: ReadonlySet<string>;
  /**
   * What the register of `reserve` answered: its item and the events it recorded, e.g. the number that was taken.
   * Absent the first time: a move with `reserve` is decided once before the register is asked, so that a refusal takes no name.
   */
  readonly reserved?: Reserved;
}

/** A name taken in a register before the move was decided (decision 8). */
export interface Reserved {
  readonly slice: string;
  readonly id: string;
  readonly events: readonly ({ readonly type: string } & Readonly<Record<string, unknown>>)[];
}
