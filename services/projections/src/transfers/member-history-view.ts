import { z } from 'zod';
import { all, any, sql } from '../views/clause.js';
import { columnsOf, equals, view } from '../views/view.js';
import { partyKeepers, partyPeople, partyViewers } from './transfer-views.js';
import { transferTables } from './transfer-rows.js';
import { transfers } from './transfers.js';

const here = (who: typeof partyViewers) => ({ 'm.branch': who, 'm.committee': who, 'r.branch': who, 'r.committee': who });

/**
 * 党员组织关系沿革: which branch answered for a member from which legal date to which. The book of where he stands now shows the whole history,
 * one that he has left its own intervals only. `asOf` gives the one interval of a date.
 */
export const memberHistory = view({
  name: 'member-history',
  label: { zh: '党员组织关系沿革', en: 'history of a member’s relationship' },
  about: { zh: `${partyPeople.zh}；党员本人`, en: `${partyPeople.en}; the member himself` },
  models: [transfers],
  table: transferTables.responsible,
  from: '{responsible} r JOIN {member} m ON m.person = r.person',
  columns: {
    ...columnsOf(transferTables.responsible, 'r', {
      person: '党员编号 / person id',
      fromOn: '自 / from',
      untilOn: '至，空为至今 / through; null: until now',
      branch: '负责的支部，空为其他系统 / responsible branch; null: in another installation',
      committee: '其上具有审批权限的党委，转往其他系统的为转出党委 / its committee; for another installation the one that sent him',
      elsewhere: '其他系统的支部 / branch of another installation',
    }),
    ...columnsOf(transferTables.members, 'm', {
      receiptPending: '回执待登记，由转出方负责 / receipt pending: the source stays responsible',
      name: '姓名（密封） / name, sealed',
    }),
  },
  key: [
    { from: 'r.person', type: 'uuid' },
    { from: 'r."fromOn"', type: 'date' },
  ],
  changed: {
    from: '{responsible} r JOIN {member} m ON m.person = r.person',
    key: [
      { from: 'r.person', type: 'uuid' },
      { from: 'r."fromOn"', type: 'date' },
    ],
    told: true,
  },
  sorts: { from: [{ from: 'r."fromOn"', type: 'date' }] },
  filters: z.object({ person: z.uuid(), asOf: z.iso.date().optional() }).strict(),
  scope: (viewer) => {
    if (!viewer.isResident) viewer.require(...partyViewers);
    return any(viewer.isResident ? sql`r.person = ${viewer.person}::uuid` : undefined, viewer.reaches(here(partyViewers)));
  },
  where: ({ filters: { person, asOf } }) =>
    all(
      equals('r.person', person, 'uuid'),
      asOf === undefined ? undefined : sql`r."fromOn" <= ${asOf}::date AND (r."untilOn" IS NULL OR r."untilOn" >= ${asOf}::date)`,
    ),
  opens: (viewer) =>
    any(
      viewer.isResident ? sql`r.person = ${viewer.person}::uuid` : undefined,
      viewer.reaches({ 'm.branch': partyKeepers, 'm.committee': partyKeepers }),
    ),
});
