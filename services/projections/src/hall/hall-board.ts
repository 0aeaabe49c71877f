import { windowClass } from '@yimen/contracts';
import { z } from 'zod';
import { all, everything, sql } from '../views/clause.js';
import { columnsOf, equals, view } from '../views/view.js';
import { hallQueue } from './hall-queue.js';

const { tickets } = hallQueue.table;

/** 叫号屏: what hangs on the wall of the hall, so it needs no token; it shows ticket numbers and windows, never a person or a group. */
export const hallBoard = view({
  name: 'hall-board',
  label: { zh: '叫号屏', en: 'board of a hall' },
  about: { zh: '公开；仅显示今日号票与窗口，不含个人信息', en: 'public; tickets and windows of today, no personal data' },
  public: true,
  models: [hallQueue],
  table: tickets,
  from: '{ticket} t JOIN {queue} q ON q.queue = t.queue',
  columns: {
    ...columnsOf(tickets, 't', {
      ticket: '号票 / ticket',
      class: '窗口类别 / window class',
      state: 'called 正在呼叫，waiting 等候',
      window: '窗口 / window',
      calls: '已呼叫次数 / calls',
    }),
    className: { from: 'q."className"', type: 'text', nullable: false, label: '类别名称 / name of the class' },
  },
  key: [
    { from: 't.queue', type: 'text' },
    { from: 't.ticket', type: 'text' },
  ],
  sorts: {
    calling: [
      { from: 't.rank', type: 'int' },
      { from: 't.place', type: 'int' },
    ],
  },
  filters: z.object({ hall: z.uuid(), class: windowClass.optional(), window: z.string().max(4).optional() }).strict(),
  scope: () => everything,
  where: ({ filters, today }) =>
    all(
      sql`t.state IN ('called', 'waiting') AND t."on" = ${today}::date`,
      equals('t.hall', filters.hall, 'uuid'),
      equals('t.class', filters.class),
      equals('t."window"', filters.window),
    ),
  watch: { filters: z.object({ hall: z.uuid() }).strict(), where: ({ hall }) => sql`t.hall = ${hall}::uuid` },
});
