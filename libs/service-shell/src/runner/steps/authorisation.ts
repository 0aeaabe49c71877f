import { problem } from '../../problems/problems.js';
import { partiesOf, type Step } from '../attempt.js';
import { capacityOf, holdsRole, type RoleTable } from './permission.js';
import type { MoveAnswer } from '../port.js';

/** Lets through whom the move's table names: the system, or a role for one of the parties (decision 23). */
export function authorised(next: Step): Step {
  return async (attempt) => {
    const { request, move, trusted, directory } = attempt;
    const { actor } = request;
    // Processes, deadlines and operators are this service itself; a register is reached through a move that was authorised.
    if (trusted || actor.kind === 'system') return next(attempt);
    if (move.by === 'system' || !holdsRole(actor, move.by as RoleTable)) return forbidden(move.label.zh, move.label.en);
    const capacity = await capacityOf(actor, move.by as RoleTable, await partiesOf(attempt), directory);
    return capacity ? next({ ...attempt, capacity }) : forbidden(move.label.zh, move.label.en);
  };
}

function forbidden(zh: string, en: string): MoveAnswer {
  const detail = { zh: `您的角色或所在组织不能办理“${zh}”`, en: `your roles do not permit “${en}” here` };
  return { kind: 'refused', problem: problem('forbidden', { detail }) };
}
