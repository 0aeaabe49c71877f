import { letterNumberReserved, letterNumberUsed, letterNumberVoided } from '@yimen/contracts';
import { projection } from '@yimen/projection-engine/projection';
import type { On } from './counting.js';
import { membershipFolds } from './membership-folds.js';
import { taskFolds } from './task-folds.js';
import { transferFolds } from './transfer-folds.js';
import { transferTables } from './transfer-rows.js';

/** The number register: a reservation asked for again keeps its number, a void number stays listed. */
function numberFolds(on: On): void {
  on(letterNumberReserved, ({ numbers }, { event, happenedOn }) => {
    const { register, number, committee, transfer, member, until } = event;
    const reservedOn = numbers.get(register, number)?.reservedOn ?? happenedOn;
    const settled = { state: 'reserved', because: null, until, settledOn: null } as const;
    numbers.put({ register, number, committee, year: register.slice(-4), transfer, member, reservedOn, ...settled });
  });
  on(letterNumberUsed, ({ numbers }, { event: { number }, item, happenedOn }) =>
    numbers.patch([item, number], { state: 'used', until: null, settledOn: happenedOn }),
  );
  on(letterNumberVoided, ({ numbers }, { event: { number, because }, item, happenedOn }) =>
    numbers.patch([item, number], { state: 'void', because, until: null, settledOn: happenedOn }),
  );
}

/** Transfers of membership as both ends see them, who answers for a member on every date, and the counts in which each stands once (issue 5, 5a). */
export const transfers = projection(
  'transfers',
  1,
  transferTables,
  (on) => {
    membershipFolds(on);
    transferFolds(on);
    taskFolds(on);
    numberFolds(on);
  },
  {
    invariants: [
      {
        name: 'on every date one branch at most answers for a member (4.3)',
        violations: `SELECT r.person, r."fromOn" FROM {responsible} r JOIN {responsible} o ON o.person = r.person AND o."fromOn" > r."fromOn"
          WHERE r."untilOn" IS NULL OR r."untilOn" >= o."fromOn"`,
      },
      {
        name: 'a member is counted once, in the branch that answers for him, or not at all (4.3)',
        violations: `SELECT m.person FROM {member} m LEFT JOIN {party_delta} d ON d.person = m.person AND d.measure = 'members'
          GROUP BY m.person, m.branch, m.counted
          HAVING coalesce(sum(d.amount), 0) <> m.counted::int
            OR coalesce(sum(d.amount) FILTER (WHERE d.branch = m.branch), 0) <> (CASE WHEN m.branch IS NULL THEN 0 ELSE m.counted::int END)`,
      },
      {
        name: 'a receipt that is pending is told of a member who counts (13.2)',
        violations: `SELECT m.person FROM {member} m LEFT JOIN {party_delta} d ON d.person = m.person AND d.measure = 'receiptPending'
          GROUP BY m.person, m.counted, m."receiptPending"
          HAVING coalesce(sum(d.amount), 0) <> (m.counted AND m."receiptPending")::int`,
      },
    ],
  },
);
