import { encode, registry } from '@yimen/contracts';
import type { Process } from '@yimen/service-shell';
import { decide } from '@yimen/testing';
import { policy, day } from './party.sample.js';
import { partyOrganisation, type PartyOrganisation } from './party-organisation.js';

/** What one process asks because of one stream, in the order of that stream. */
function askedBy(process: Process, item: string, events: readonly { readonly type: string }[]) {
  return events.flatMap((event, at) => {
    const asked = process.reactions.get(event.type)?.react({ event, item, revision: BigInt(at + 1) } as never, {} as never);
    if (asked instanceof Promise) throw new Error('a roll asks for one move, at once');
    return asked?.slice === 'party-organisation' && asked.id !== null ? [{ ...asked, id: asked.id }] : [];
  });
}

/**
 * The organisations after everything that the processes ask of them because of one stream. Each process keeps the order of the stream, and
 * `turns` says whose move comes next. `timeless`: without the revision that the move names.
 */
export function interleaved(
  processes: readonly Process[],
  { item, events }: { readonly item: string; readonly events: readonly { readonly type: string }[] },
  turns: readonly number[],
  before: Readonly<Record<string, PartyOrganisation>>,
  { timeless = false } = {},
): Readonly<Record<string, PartyOrganisation>> {
  const queues = processes.map((process) => askedBy(process, item, events));
  const book = { ...before };
  for (let at = 0; ; at += 1) {
    const open = queues.filter((queue) => queue.length > 0);
    const next = open[(turns[at] ?? 0) % open.length]?.shift();
    if (!next) return book;
    const { asOf, ...rest } = next.input as { readonly asOf?: string };
    const input = timeless ? rest : { ...rest, asOf };
    const state = book[next.id] ?? { status: 'none' as const };
    const result = decide(partyOrganisation, state, next.move, input, { policy, today: day, id: next.id });
    if (result.refusal) throw new Error(`${next.move} refused: ${result.refusal.code}`);
    for (const event of result.events) encode(registry, event);
    book[next.id] = result.state;
  }
}

export const named = (processes: readonly Process[], ...names: readonly string[]) =>
  names.map((name) => {
    const found = processes.find((process) => process.name === name);
    if (!found) throw new Error(`no process ${name}`);
    return found;
  });
