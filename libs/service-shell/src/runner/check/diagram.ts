import { registry as everything, type EventContract } from '@yimen/contracts';
import { fold, type AnyEvent, type AnyState } from '@yimen/kernel';
import type { AnyAggregate } from '../../definition.js';
import { movesOf } from '../view/open-moves.js';

/**
 * The subject's states as a Mermaid diagram: one node per state with the moves that start from it, and an arrow for each event
 * that the histories show leading from one state to another.
 */
export function diagram(
  slice: AnyAggregate,
  histories: readonly (readonly AnyEvent[])[] = [],
  registry: ReadonlyMap<string, EventContract> = everything,
): string {
  const states = Object.entries(slice.states as Readonly<Record<string, { readonly zh: string; readonly final?: true }>>);
  const names = new Map(states.map(([status], at) => [status, `s${at}`]));
  const initial = (slice.initial as AnyState).status;
  const lines = ['stateDiagram-v2', ...states.map(([status, { zh }]) => `  state "${zh} ${status}" as ${names.get(status)}`)];
  lines.push(`  [*] --> ${names.get(initial)}`);
  for (const [from, type, to] of arrows(slice, histories))
    lines.push(`  ${names.get(from)} --> ${names.get(to)}: ${registry.get(type)?.zh ?? type}`);
  for (const [status, { final }] of states) {
    if (final) lines.push(`  ${names.get(status)} --> [*]`);
    const open = movesOf(slice).filter(([, move]) => move.from.includes(status));
    if (open.length > 0) lines.push(`  note right of ${names.get(status)}: ${open.map(([, move]) => move.label.zh).join('、')}`);
  }
  return `${lines.join('\n')}\n`;
}

function arrows(slice: AnyAggregate, histories: readonly (readonly AnyEvent[])[]): [string, string, string][] {
  const found = new Map<string, [string, string, string]>();
  for (const history of histories) {
    let state = slice.initial as AnyState;
    for (const event of history) {
      const next = fold(slice, [event] as never[], state as never) as AnyState;
      const arrow: [string, string, string] = [state.status, event.type, next.status];
      if (state.status !== next.status) found.set(arrow.join(' '), arrow);
      state = next;
    }
  }
  return [...found.values()];
}
