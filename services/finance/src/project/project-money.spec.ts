import { fold, type AnyEvent } from '@yimen/kernel';
import type { EffectPorts } from '@yimen/service-shell';
import { decide } from '@yimen/testing';
import { committed } from '../fund-source/books.js';
import { fundSource, type FundSource } from '../fund-source/fund-source.js';
import { ids, line, money, on, open } from '../fund-source/fund-source.sample.js';
import { finance } from '../index.js';
import { project } from './project.js';

const id = '0198a3f0-0000-7000-8000-000000000310';
const day = '2026-05-06';

/** A project and the sources of its community, with the processes of finance between them: what is recorded in one reaches the other. */
class Between {
  readonly #told = new Map<string, readonly AnyEvent[]>();
  /** What the processes were refused. */
  readonly refused: string[] = [];
  /** What waits for the processes while they stand still. */
  readonly #waiting: (readonly [event: AnyEvent, item: string])[] = [];
  still = false;

  async says(item: string, name: string, input: object, overridden: readonly string[] = []): Promise<string | undefined> {
    const slice = (item === id ? project : fundSource) as unknown as typeof project;
    const state = fold(slice, this.events(item) as never);
    const read = { state: async (_slice: object, of: string) => this.source(of) };
    const facts = await slice.moves[name as 'review'].gather?.(read as never, input as never, state, {} as never);
    const { events, refusal } = decide(slice, state, name, input, { ...on(day, 'office-1'), id: item, facts, overridden });
    this.#told.set(item, [...this.events(item), ...events]);
    this.#waiting.push(...events.map((event) => [event, item] as const));
    if (!this.still) await this.follow();
    return refusal?.code;
  }

  async follow(): Promise<void> {
    this.still = false;
    for (let next = this.#waiting.shift(); next; next = this.#waiting.shift()) {
      const [event, item] = next;
      for (const { reactions } of finance.processes) {
        const move = await reactions.get(event.type)?.react({ event, item } as never, {} as EffectPorts);
        if (!move?.id) continue;
        const code = await this.says(move.id, move.move, move.input as object);
        if (code !== undefined) this.refused.push(`${move.move} ${code}`);
      }
    }
  }

  events = (item: string): readonly AnyEvent[] => this.#told.get(item) ?? [];
  source = (of: string): FundSource => fold(fundSource, this.events(of) as never);
  bound(of = ids.source): bigint {
    const state = this.source(of);
    return state.status === 'none' ? 0n : committed(state.books);
  }
  get project() {
    return fold(project, this.events(id) as never) as { status: string; source: string; line: string };
  }
  get last() {
    return this.events(id).at(-1);
  }
}

type Step = readonly [move: string, input: object, ...told: unknown[]];
async function books(between: Between, steps: readonly Step[]): Promise<void> {
  for (const [move, input] of steps) expect([move, await between.says(ids.source, move, input)]).toEqual([move, undefined]);
}

/** A project of 300,000 fen that the residents have agreed to, to be paid from L1 of the community's source unless told otherwise. */
async function agreed(steps: readonly Step[], named: object = {}): Promise<Between> {
  const between = new Between();
  await books(between, steps);
  const costs = [{ kind: 'service', what: '灯具', amount: '300000' }];
  const what = { name: '楼道照明改造', content: '更换灯具', costs, amount: '300000', source: ids.source, line: 'L1', ...named };
  await between.says(id, 'propose', { community: ids.owner, office: ids.agency, ...what });
  await between.says(id, 'hear', { publishedOn: '2026-03-02', heldOn: '2026-03-09', residents: 24, agree: 15, minutes: '听证会纪要' });
  return between;
}
const filing = { outcome: 'filed', reason: null };
const again = { source: ids.source, line: 'L1' };
const frozen = ['freeze', { line: 'L1', reason: '审计' }] as const;

test('6.4 · a project that is filed gets its money from the source that it names', async () => {
  const between = await agreed([open, line, money('300000')]);
  await between.says(id, 'review', filing);
  expect([between.project.status, between.bound(), between.refused]).toEqual(['allocated', 300_000n, []]);
});

test.each<[code: string, before: readonly Step[], after: readonly Step[]]>([
  ['source-not-open', [], [open, line, money('300000')]],
  ['no-budget-line', [open, money('300000')], [line]],
  ['line-frozen', [open, line, money('300000'), frozen], [['thaw', { line: 'L1', reason: '已整改' }]]],
  ['not-enough-money', [open, line, money('299999')], [money('1', '银2')]],
])(
  'BUD18 13, D-finance-order, D-finance-ledger · %s: filed all the same, a task of the office with its day, and bound when the office asks again',
  async (code, before, after) => {
    const between = await agreed(before);
    expect(await between.says(id, 'review', filing)).toBeUndefined();
    expect(between.last).toMatchObject({
      ...{ type: 'ProjectMoneyRefused', code, source: ids.source, line: 'L1', amount: '300000' },
      ...{ detail: { zh: expect.any(String) }, owner: { role: 'sub-district', organisation: ids.agency }, dueOn: expect.any(String) },
    });
    // No more than before, whoever sets the reason aside here: the books would not bind it.
    expect(await between.says(id, 'askAgain', again)).toBe(code);
    expect(await between.says(id, 'askAgain', again, [code])).toBe(code);
    await books(between, after);
    expect(await between.says(id, 'askAgain', again)).toBeUndefined();
    expect([between.project.status, between.bound(), between.refused]).toEqual(['allocated', 300_000n, []]);
  },
);

test('6.4 · a line or a source that was mistyped is named anew; another owner’s source is none, and what is bound is asked for by nobody', async () => {
  const between = await agreed([open, line, money('300000')], { source: `${ids.owner}~2027`, line: 'W1' });
  await between.says(id, 'review', filing);
  expect(between.last).toMatchObject({ code: 'source-not-open' });
  expect(await between.says(id, 'askAgain', { source: ids.source, line: 'W1' })).toBe('no-budget-line');
  expect(await between.says(id, 'askAgain', again)).toBeUndefined();
  expect(between.project).toMatchObject({ status: 'allocated', source: ids.source, line: 'L1' });
  expect(project.moves.askAgain.from).toEqual(['filed']);

  // D-finance-earmark: the money of a project is its own community's.
  const stranger = await agreed([], { source: ids.other });
  await stranger.says(ids.other, 'open', { ...open[1], kind: 'social', owner: ids.payer });
  await stranger.says(id, 'review', filing);
  expect(stranger.last).toMatchObject({ type: 'ProjectMoneyRefused', code: 'not-its-owner' });
});

test('D-finance-order · while one source is asked no other is, and the same one binds once', async () => {
  const between = await agreed([open, line, money('600000')]);
  between.still = true;
  await between.says(id, 'review', filing);
  expect(await between.says(id, 'askAgain', { source: `${ids.owner}~2027`, line: 'L1' })).toBe('asked-elsewhere');
  expect(await between.says(id, 'askAgain', again)).toBeUndefined();
  await between.follow();
  expect([between.project.status, between.bound(), between.refused]).toEqual(['allocated', 300_000n, []]);
});

test('D-finance-ledger · money that went elsewhere before the books were asked is asked for again, from the same source', async () => {
  const between = await agreed([open, line, money('300000')]);
  between.still = true;
  await between.says(id, 'review', filing);
  const other = { commitment: 'C1', line: 'L1', amount: '1', purpose: 'service-projects', reason: { kind: 'contract', of: ids.payer } };
  await between.says(ids.source, 'commit', other);
  await between.follow();
  expect([between.project.status, between.refused]).toEqual(['filed', ['commitProject not-enough-money']]);
  expect(await between.says(id, 'askAgain', again)).toBe('not-enough-money');
  await books(between, [money('1', '银3')]);
  await between.says(id, 'askAgain', again);
  expect([between.project.status, between.bound()]).toEqual(['allocated', 300_001n]);
});
