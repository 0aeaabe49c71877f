import { z } from 'zod';
import { all, raw, sql } from '../views/clause.js';
import { equals, view, type ViewColumn } from '../views/view.js';
import { admissionReaders, asOf, ofCounty } from './access.js';
import { preAccess } from './folds.js';
import { source, sourceOf } from './source.js';
import { preAccessTables } from './tables.js';

const column = (name: string, type: ViewColumn['type'], label: string, nullable = false): ViewColumn => ({
  from: `r."${name}"`,
  type,
  nullable,
  label,
});

/**
 * 费随事转: money promised and received per entry as of a day, in fen. `due` is what the plan says should have arrived, `open` what of it
 * has not. From the day on which a matter ends its plan brings nothing more: nothing is open or coming, and of what finance bound there is
 * what it paid, because the rest is released. Money by conditions of assistance has no plan; what finance pays it out of stands in finance's
 * own books.
 */
export const moneyView = view({
  name: 'matter-money',
  label: { zh: '事项经费', en: 'money promised and received' },
  about: {
    zh: '申请部门、主管部门、财政、街道、审计，以及社区本身；社区只见本社区',
    en: 'department, office, finance, sub-district, auditors; a community sees its own',
  },
  models: [preAccess],
  table: preAccessTables.promises,
  from: (scope, { filters: given, today }) => {
    const day = given.on ?? today;
    const [community, group] = given.by === 'entry' ? [raw('NULL::uuid'), raw('')] : [raw('m.community'), raw(', m.community')];
    const sum = (from: string, name: string) => raw(`coalesce(sum(${from}), 0)::bigint AS "${name}"`);
    const ended = sql`coalesce(a."endedOn" <= ${day}::date, FALSE)`;
    return sql`(SELECT m.application, ${community} AS community, m.kind, a.name, a.matter, a.number, a.department, s.state,
        count(*)::int AS communities, ${sum('m.promised', 'promised')}, ${sum('i.due', 'due')},
        coalesce(sum(CASE WHEN ${ended} THEN least(coalesce(b.committed, 0), greatest(coalesce(v.received, 0), 0)) ELSE b.committed END), 0)::bigint AS committed,
        ${sum('v.received', 'received')}, ${sum('v.confirmed', 'confirmed')},
        coalesce(sum(greatest(coalesce(i.due, 0) - coalesce(v.received, 0), 0)) FILTER (WHERE NOT ${ended}), 0)::bigint AS open,
        min(n."dueOn") AS "nextOn"
      FROM (SELECT p.application, p.community, p.kind,
          CASE p.kind WHEN 'agreement' THEN sum(p.promised) ELSE (array_agg(p.promised ORDER BY p.ordinal DESC))[1] END AS promised
        FROM {promise} p WHERE p."promisedOn" <= ${day}::date GROUP BY p.application, p.community, p.kind) m
      JOIN {admission} a ON a.application = m.application
      CROSS JOIN LATERAL (SELECT s.state FROM {admission_period} s
        WHERE s.application = a.application AND s."fromOn" <= ${day}::date ORDER BY s."fromOn" DESC LIMIT 1) s
      LEFT JOIN LATERAL (SELECT sum(i.amount) AS due FROM {instalment} i
        WHERE i.application = m.application AND i.community = m.community AND i."promisedOn" <= ${day}::date AND i."dueOn" <= ${day}::date
          AND (a."endedOn" IS NULL OR i."dueOn" < a."endedOn")) i ON TRUE
      LEFT JOIN LATERAL (SELECT min(i."dueOn") AS "dueOn" FROM {instalment} i
        WHERE i.application = m.application AND i.community = m.community AND i."promisedOn" <= ${day}::date AND i."dueOn" > ${day}::date
          AND NOT ${ended}) n ON TRUE
      LEFT JOIN LATERAL (SELECT sum(b.amount) AS committed FROM {commitment} b
        WHERE b.application = m.application AND b.community = m.community AND b.outcome = 'committed' AND b."notedOn" <= ${day}::date) b ON TRUE
      LEFT JOIN LATERAL (SELECT sum(v.amount) AS received, sum(v.amount) FILTER (WHERE v."confirmedOn" <= ${day}::date) AS confirmed
        FROM {receipt} v WHERE v.application = m.application AND v.community = m.community AND v."bankDate" <= ${day}::date) v ON TRUE
      WHERE ${scope}
      GROUP BY m.application, m.kind, a.name, a.matter, a.number, a.department, s.state${group}) r`;
  },
  columns: {
    application: column('application', 'uuid', '准入申请 / application'),
    community: column('community', 'uuid', '社区，按事项合计时为空 / community; null in the sum of an entry', true),
    kind: column('kind', 'text', 'agreement 委托协议，conditions 协助条件'),
    name: column('name', 'text', '事项 / matter'),
    matter: column('matter', 'text', '目录编号 / id of the matter', true),
    number: column('number', 'text', '准入编号 / number', true),
    department: column('department', 'uuid', '部门 / department'),
    state: column('state', 'text', '当日的事项状态 / state of the matter on the day'),
    communities: column('communities', 'int', '社区数 / communities'),
    promised: column('promised', 'bigint', '约定（分） / promised, fen'),
    due: column('due', 'bigint', '按计划应到（分） / due by the plan, fen'),
    committed: column('committed', 'bigint', '财政已承诺（分） / bound by finance, fen'),
    received: column('received', 'bigint', '已到账（分） / received, fen'),
    confirmed: column('confirmed', 'bigint', '社区已确认（分） / confirmed by the community, fen'),
    open: column('open', 'bigint', '应到未到（分） / due and not received, fen'),
    nextOn: column('nextOn', 'date', '下一付款日 / next instalment', true),
  },
  key: [
    { from: 'r.application', type: 'uuid' },
    { from: `coalesce(r.community::text, '')`, type: 'text' },
    { from: 'r.kind', type: 'text' },
  ],
  sorts: {
    name: [{ from: 'r.name', type: 'text' }],
    next: [{ from: `coalesce(r."nextOn", DATE '9999-12-31')`, type: 'date' }],
  },
  filters: z
    .object({
      ...asOf,
      ...ofCounty,
      by: z.enum(['community', 'entry']).optional().describe('按社区（默认）或按事项合计 / per community, or summed per entry'),
      application: z.uuid().optional(),
      community: z.uuid().optional(),
      department: z.uuid().optional(),
    })
    .strict(),
  changed: {
    from: '{promise} m JOIN {admission} a ON a.application = m.application',
    key: [
      { from: 'm.application', type: 'uuid' },
      { from: 'm.community', type: 'uuid' },
    ],
    told: false,
  },
  scope: (viewer) =>
    viewer.within({ ...admissionReaders, 'm.community': ['director', 'community-worker', 'sub-district', 'finance', 'auditor'] }),
  where: ({ filters: given }) =>
    all(
      equals('a.county', given.county),
      equals('m.application', given.application, 'uuid'),
      equals('m.community', given.community, 'uuid'),
      equals('a.department', given.department, 'uuid'),
    ),
  derive: (_row, { describe }) => ({ source: sourceOf('RCL25 43', describe) }),
  derived: z.object({ source: source.nullable().describe('费随事转的依据 / why the money follows the matter') }),
});
