import type { MoveContext } from '@yimen/kernel';

/** Whether a refusal stands for this move: nobody has set it aside. Asked for every code whose ground is `rule` (13.8). */
export function stands(code: string, { overridden }: Pick<MoveContext, 'overridden'>): boolean {
  return !overridden?.has(code);
}
