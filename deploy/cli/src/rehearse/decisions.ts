import { decode, eventMeta, registry, type EventMeta } from '@yimen/contracts';
import type { EventLog, LogRecord, Watermark } from '@yimen/event-log';
import { areaPath, isWithin, type IsoDate } from '@yimen/kernel';
import { parameterSets, policyReader, UnknownParameter, type ParameterSet } from '@yimen/policy';
import type { AnyAggregate, ServiceDefinition } from '@yimen/service-shell';

/** Recorded events for which this release would decide on other ground, of one kind; `stream` is an example. */
export interface Otherwise {
  readonly slice: string;
  readonly move: string;
  /**
   * `fold`: the slice cannot fold the event, so every later move of its item would fail. `move`: there is no such move any more. `state`: the
   * move is not open in the state that the item had. `policy`: a parameter would be found in another set.
   */
  readonly kind: 'fold' | 'move' | 'state' | 'policy';
  readonly detail: string;
  count: number;
  readonly stream: string;
}

export interface Replayed {
  readonly events: number;
  readonly otherwise: readonly Otherwise[];
}

interface Item {
  /** Undefined: an event of it could not be folded. */
  readonly state: { readonly status: string } | undefined;
  /** Move, actor and moment of the last event: events of one move are recorded together. */
  readonly last: string;
}

/**
 * Folds every stream of a service again with this release's slices, from the log's beginning to W, and looks at each move as it was made: would it
 * be open, and would it find the same parameters? What a decision would be is not tried: inputs and refusals are not recorded.
 */
export async function replay(
  definition: ServiceDefinition,
  log: EventLog,
  { topic, places }: Watermark,
  { area, mode }: { readonly area: string; readonly mode: 'demo' | 'production' },
  sets: readonly ParameterSet[] = parameterSets,
): Promise<Replayed> {
  const replayer = new Replayer(definition, { area, mode }, sets);
  const reached = places.map(() => 0n);
  const arrived = () => places.every((place, partition) => (reached[partition] ?? 0n) >= place);
  const there = new AbortController();
  if (arrived()) there.abort();
  await log.read({
    topic,
    after: [...reached],
    signal: there.signal,
    onBatch: async (records) => {
      for (const record of records) {
        if (record.place <= (reached[record.partition] ?? 0n) || record.place > (places[record.partition] ?? 0n)) continue;
        reached[record.partition] = record.place;
        replayer.take(record);
      }
      if (arrived()) there.abort();
    },
  });
  return { events: replayer.events, otherwise: [...replayer.otherwise.values()].sort((a, b) => b.count - a.count) };
}

class Replayer {
  events = 0;
  readonly otherwise = new Map<string, Otherwise>();
  private readonly items = new Map<string, Item>();
  private readonly slices: ReadonlyMap<string, AnyAggregate>;
  private readonly found = new Map<string, string>();

  constructor(
    { slices }: ServiceDefinition,
    private readonly installation: { readonly area: string; readonly mode: 'demo' | 'production' },
    private readonly sets: readonly ParameterSet[],
  ) {
    this.slices = new Map(slices.map((slice) => [slice.name, slice]));
  }

  take(record: LogRecord): void {
    const slice = this.slices.get(record.stream.split('/', 1)[0] ?? '');
    // Memory of processes, clocks and what else is no item.
    if (!slice) return;
    this.events += 1;
    const meta = eventMeta.parse(JSON.parse(Buffer.from(record.meta).toString('utf8')));
    const item = this.items.get(record.stream) ?? { state: slice.initial as { status: string }, last: '' };
    const move = `${meta.move} ${meta.actor} ${record.recordedAt}`;
    if (item.state && item.last !== move) this.look(slice, record, meta, item.state.status);
    this.items.set(record.stream, { state: item.state && this.folded(slice, record, meta, item.state), last: move });
  }

  private folded(slice: AnyAggregate, record: LogRecord, meta: EventMeta, state: { readonly status: string }): Item['state'] {
    try {
      const event = decode(registry, record.type, record.schemaVersion, record.payload);
      const on = slice.on[event.type] as ((state: unknown, event: unknown) => { status: string }) | undefined;
      if (!on) throw new Error(`${slice.name} does not fold ${record.type}`);
      return on(state, event);
    } catch (error) {
      this.note(slice, record, meta, 'fold', error instanceof Error ? error.message : String(error));
      return undefined;
    }
  }

  private look(slice: AnyAggregate, record: LogRecord, meta: EventMeta, status: string): void {
    const move = (slice.moves as Readonly<Record<string, { readonly from: readonly string[] } | undefined>>)[meta.move];
    if (!move) this.note(slice, record, meta, 'move', `no move ${meta.move}`);
    else if (!move.from.includes(status)) this.note(slice, record, meta, 'state', `not from ${status}`);
    for (const lookup of meta.policy ?? []) {
      const [key = '', set = ''] = lookup.split('@');
      const now = this.setOf(key, set, record.happenedOn);
      if (now !== set) this.note(slice, record, meta, 'policy', `${lookup} → ${now}`);
    }
  }

  /** The set in which this release finds a parameter of a day; the recorded one where a smaller area has it, for which it was looked up there. */
  private setOf(key: string, recorded: string, on: IsoDate): string {
    const name = `${key}@${recorded} ${on}`;
    let found = this.found.get(name);
    if (found === undefined) this.found.set(name, (found = this.find(key, recorded, on)));
    return found;
  }

  private find(key: string, recorded: string, on: IsoDate): string {
    const above = areaPath(this.installation.area);
    const smaller = this.sets
      .filter(({ name }) => name === recorded)
      .flatMap(({ parameters }) => parameters)
      .some((one) => one.key === key && isWithin(on, one.validFrom, one.validTo) && !above.includes(one.jurisdiction));
    if (smaller) return recorded;
    try {
      const { set, value } = policyReader({ ...this.installation, sets: this.sets, on }).parameter(key);
      return set === recorded ? recorded : `${set} = ${String(value)}`;
    } catch (error) {
      if (error instanceof UnknownParameter) return '—';
      throw error;
    }
  }

  private note(slice: AnyAggregate, { stream }: LogRecord, { move }: EventMeta, kind: Otherwise['kind'], detail: string): void {
    const id = JSON.stringify([slice.name, move, kind, detail]);
    const known = this.otherwise.get(id);
    if (known) known.count += 1;
    else this.otherwise.set(id, { slice: slice.name, move, kind, detail, count: 1, stream });
  }
}
