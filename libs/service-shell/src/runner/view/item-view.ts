import { UnknownEvent } from '@yimen/contracts';
import { recorded, type Actor, type AnyEvent, type AnyState, type Text } from '@yimen/kernel';
import type { RuleDescription } from '@yimen/policy';
import { itemDeadlines, type ItemDeadline } from '../../deadlines/item-deadlines.js';
import type { AnyAggregate } from '../../definition.js';
import { awayProblem } from '../../problems/away.js';
import type { Problem } from '../../problems/problem.js';
import { problem } from '../../problems/problems.js';
import { readAfterOf } from '../answer.js';
import type { AnyMove } from '../attempt.js';
import { inputSchema } from '../input/input-schema.js';
import type { Item, Items, Passed } from '../items/item.js';
import { kebab, permittedMoves } from './open-moves.js';
import { askingOnce } from '../steps/permission.js';
import { areaOf, placeOf } from '../steps/place.js';
import { FactsNotReady, type RunnerPorts } from '../port.js';
import { recordingReader } from '../items/reading.js';
import { isIdOf } from '../runner.js';
import { seenParts } from './parts.js';
import { shown } from './shown.js';
import { viewerOf } from './viewer.js';

/** A move that the viewer may make now. */
export interface OpenMove {
  readonly move: string;
  /** Where to POST it. */
  readonly href: string;
  readonly label: Text;
  /** JSON Schema 2020-12 of the body. */
  readonly input: unknown;
}

/** A move that the viewer's roles permit, but not now. */
export interface BlockedMove {
  readonly move: string;
  readonly label: Text;
  readonly reason: { readonly code: string; readonly detail: Text };
  readonly rule?: RuleDescription | { readonly id: string };
}

export interface HistoryEntry {
  readonly revision: string;
  readonly type: string;
  readonly move: string;
  readonly happenedOn: string;
  readonly recordedAt: string;
  readonly organisation: string | null;
  /** Account; null where the viewer does not act for an organisation and it is not himself. */
  readonly actor: string | null;
  readonly event: unknown;
}

/** A deadline of the item (0.4), with its rule as people here may be shown it. */
export type ShownDeadline = Omit<ItemDeadline, 'rule'> & { readonly rule: RuleDescription | { readonly id: string } };

/** An item as one viewer may see it. */
export interface ItemView {
  readonly id: string;
  readonly slice: string;
  readonly revision: string;
  readonly status: string;
  readonly label: Text;
  readonly final: boolean;
  readonly state: unknown;
  readonly history: readonly HistoryEntry[];
  readonly deadlines: readonly ShownDeadline[];
  readonly open: readonly OpenMove[];
  readonly blocked: readonly BlockedMove[];
  readonly readAfter: string;
}

export type ItemAnswer = { readonly kind: 'found'; readonly view: ItemView } | { readonly kind: 'refused'; readonly problem: Problem };

/** Gives the items of one service as their viewers may see them (decision 23). */
export class ItemViews {
  private readonly slices: ReadonlyMap<string, AnyAggregate>;

  constructor(
    slices: readonly AnyAggregate[],
    private readonly items: Items,
    private readonly ports: RunnerPorts,
  ) {
    this.slices = new Map(slices.map((slice) => [slice.name, slice]));
  }

  /** Never throws for what the caller sent or for a dependency that is away. */
  async read(sliceName: string, id: string, actor: Actor): Promise<ItemAnswer> {
    try {
      return await this.find(sliceName, id, actor);
    } catch (error) {
      if (error instanceof UnknownEvent) return { kind: 'refused', problem: problem('newer-event', { retryAfter: 5 }) };
      const away = awayProblem(error);
      if (away) return { kind: 'refused', problem: away };
      throw error;
    }
  }

  private async find(sliceName: string, id: string, actor: Actor): Promise<ItemAnswer> {
    const slice = this.slices.get(sliceName);
    if (!slice || !isIdOf(slice, id)) return { kind: 'refused', problem: problem('item-not-found') };
    const { item } = await this.items.load(slice, id);
    if (item.revision === 0n) return { kind: 'refused', problem: problem('item-not-found') };
    const directory = askingOnce(this.ports.directory);
    const viewer = await viewerOf(slice, item, actor, directory);
    if (!viewer) return { kind: 'refused', problem: problem('forbidden') };
    const { reader, opener } = viewer;
    const permitted = await permittedMoves(slice, item, actor, directory);
    if (!reader && permitted.length === 0) return { kind: 'refused', problem: problem('forbidden') };

    const passed = (await this.items.passed(item.stream)).filter(({ stored }) => stored.revision <= item.revision);
    const may = new Set(permitted.map(([name]) => name));
    // Who only makes moves sees what came of those moves, and of his own.
    const visible = reader ? passed : passed.filter(({ meta }) => may.has(meta.move) || meta.actor === actor.id);
    const staff = Boolean(reader?.organisation);
    const open = opener ? (sealed: readonly string[]) => this.ports.vault.open(sealed) : undefined;
    const { status, ...fields } = item.state as AnyState & Record<string, unknown>;
    const values = [fields, ...visible.map(({ event }) => event)];
    const history = passed.map(({ event }) => event);
    const seen = await seenParts(slice, item, values, history, actor, directory);
    const parts = seen && { seen, open: (sealed: readonly string[]) => this.ports.vault.open(sealed) };
    const [state, ...events] = (await shown(values, open, parts)) as [unknown, ...unknown[]];
    const named = (slice.states as Readonly<Record<string, Text & { final?: true }>>)[status] ?? { zh: status, en: status };
    const view: ItemView = {
      id,
      slice: slice.name,
      revision: String(item.revision),
      status,
      label: { zh: named.zh, en: named.en },
      final: named.final ?? false,
      state,
      // An event that is not for this viewer is left out like any other part.
      history: visible.flatMap((one, at) => (events[at] === undefined ? [] : [this.entry(one, events[at], staff, actor)])),
      deadlines: this.deadlines(slice, id, passed, new Set(visible.filter((_one, at) => events[at] !== undefined)), staff),
      ...(await this.moves(slice, item, id, actor, permitted)),
      readAfter: readAfterOf(slice, item.stream, item.revision),
    };
    return { kind: 'found', view };
  }

  private entry({ stored, meta }: Passed, event: unknown, staff: boolean, actor: Actor): HistoryEntry {
    return {
      revision: String(stored.revision),
      type: stored.type,
      move: meta.move,
      happenedOn: stored.happenedOn,
      recordedAt: stored.recordedAt,
      organisation: meta.organisation ?? null,
      actor: staff || meta.actor === actor.id ? meta.actor : null,
      event,
    };
  }

  private deadlines(
    slice: AnyAggregate,
    id: string,
    passed: readonly Passed[],
    seen: ReadonlySet<Passed>,
    staff: boolean,
  ): ShownDeadline[] {
    const today = this.ports.clock.today();
    const timed = passed.map((one) => ({ event: one.event, happenedOn: one.stored.happenedOn, seen: seen.has(one) }));
    return itemDeadlines(slice, id, timed, { staff }).map(({ rule, ...told }) => ({
      ...told,
      rule: this.ports.policy.describe(rule, today) ?? { id: rule },
    }));
  }

  private async moves(
    slice: AnyAggregate,
    item: Item,
    id: string,
    actor: Actor,
    permitted: readonly [string, AnyMove][],
  ): Promise<{ open: OpenMove[]; blocked: BlockedMove[] }> {
    const open: OpenMove[] = [];
    const blocked: BlockedMove[] = [];
    const initial = (slice.initial as AnyState).status;
    // What can only begin an item is neither open nor blocked for one that exists.
    for (const [name, move] of permitted.filter(([, one]) => one.from.some((status) => status !== initial))) {
      const reason = move.from.includes(item.state.status)
        ? await this.refusalWithoutInput(slice, item, id, actor, move).catch(notYet)
        : { reason: { code: 'wrong-state', detail: statesWanted(slice, move) } };
      if (reason) blocked.push({ move: name, label: move.label, ...reason });
      else {
        const href = `/api/${slice.context}/${slice.collection}/${encodeURIComponent(id)}/${kebab(name)}`;
        open.push({ move: name, href, label: move.label, input: inputSchema(move.input) });
      }
    }
    return { open, blocked };
  }

  /** Where a move needs no input, its refusal is known before it is tried. A move that takes a name in a register is not tried. */
  private async refusalWithoutInput(
    slice: AnyAggregate,
    item: Item,
    id: string,
    actor: Actor,
    move: AnyMove,
  ): Promise<Omit<BlockedMove, 'move' | 'label'> | undefined> {
    const parsed = move.input.safeParse({});
    if (!parsed.success || move.reserve) return undefined;
    const today = this.ports.clock.today();
    const derived = move.derive?.(parsed.data, { today }) ?? {};
    const { read } = recordingReader(this.slices, this.items, this.ports);
    const gathered = move.gather ? await move.gather(read, parsed.data, item.state, { id, today, derived, alias: {} }) : {};
    const { area } = await areaOf(placeOf(slice, move, { state: item.state, id, input: parsed.data, facts: gathered }), this.ports.facts);
    const decision = recorded<AnyEvent>(
      move.decide(item.state as never, parsed.data, {
        id,
        today,
        now: this.ports.clock.now(),
        policy: this.ports.policy.reader(today, area),
        calendar: this.ports.policy.calendar(today),
        actor,
        facts: { ...derived, ...(gathered as object), alias: {}, blind: {} },
      }),
    );
    if (decision.kind !== 'refusal') return undefined;
    const rule = this.ports.policy.describe(decision.rule, today, area) ?? { id: decision.rule };
    return { reason: { code: decision.code, detail: decision.detail }, rule };
  }
}

/** A view is given also while facts lag; the moves that need them are blocked for that reason. */
function notYet(error: unknown): Pick<BlockedMove, 'reason'> {
  if (!(error instanceof FactsNotReady)) throw error;
  const { code, detail, detailEn } = problem('facts-not-ready');
  return { reason: { code, detail: { zh: detail, en: detailEn } } };
}

function statesWanted(slice: AnyAggregate, move: AnyMove): Text {
  const names = slice.states as Readonly<Record<string, Text>>;
  const wanted = move.from.map((status) => names[status] ?? { zh: status, en: status });
  return { zh: `须为“${wanted.map(({ zh }) => zh).join('”或“')}”`, en: `only when ${wanted.map(({ en }) => en).join(' or ')}` };
}
