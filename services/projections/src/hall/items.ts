import {
  serviceItemCancelled,
  serviceItemPublished,
  serviceItemResumed,
  serviceItemRevised,
  serviceItemSuspended,
  type Guide,
} from '@yimen/contracts';
import { projection, table } from '@yimen/projection-engine/projection';
import { z } from 'zod';
import { all, everything, sql } from '../views/clause.js';
import { columnsOf, equals, flag, isTrue, view } from '../views/view.js';
import { halls } from './halls.js';

export interface ItemRow {
  readonly item: string;
  readonly itemVersion: number;
  readonly state: 'in-use' | 'suspended' | 'cancelled';
  readonly name: string;
  readonly implementingCode: string;
  readonly matter: string | null;
  readonly taskType: string;
  readonly caseType: string;
  readonly body: string;
  readonly restricted: boolean;
  readonly guide: Guide;
}

const tables = {
  items: table<ItemRow>('item', {
    columns: {
      item: { type: 'uuid' },
      itemVersion: { type: 'int' },
      state: { type: 'text' },
      name: { type: 'text' },
      implementingCode: { type: 'text' },
      matter: { type: 'text', nullable: true },
      taskType: { type: 'text' },
      caseType: { type: 'text' },
      body: { type: 'uuid' },
      restricted: { type: 'boolean' },
      guide: { type: 'json' },
    },
    key: ['item'],
    indices: [['state', 'name']],
  }),
};

/** 办事指南: the guide of every matter in its current version. */
export const items = projection('items', 1, tables, (on) => {
  for (const contract of [serviceItemPublished, serviceItemRevised]) {
    on(contract, (rows, { event: { guide, itemVersion }, item }) => {
      const { name, implementingCode, matter, taskType, caseType, restricted } = guide;
      const state = rows.items.get(item)?.state ?? 'in-use';
      const body = guide.body.organisation;
      rows.items.put({ item, itemVersion, state, name, implementingCode, matter, taskType, caseType, body, restricted, guide });
    });
  }
  on(serviceItemSuspended, (rows, { item }) => rows.items.patch([item], { state: 'suspended' }));
  on(serviceItemResumed, (rows, { item }) => rows.items.patch([item], { state: 'in-use' }));
  on(serviceItemCancelled, (rows, { item }) => rows.items.patch([item], { state: 'cancelled' }));
});

/** the procedure of every matter is public. */
export const itemsView = view({
  name: 'items',
  label: { zh: '办事指南', en: 'guides of matters' },
  about: { zh: '公开（R-221）', en: 'public (R-221)' },
  public: true,
  models: [items, halls],
  table: tables.items,
  from: '{item} i',
  columns: columnsOf(tables.items, 'i', {
    item: '事项编号 / id',
    itemVersion: '指南版本 / version of the guide',
    state: 'in-use 在用，suspended 暂停，cancelled 取消',
    name: '事项名称 / name',
    implementingCode: '实施编码 / implementing code',
    matter: '目录编号 / id in the catalogue',
    taskType: '事项类型 / task type',
    caseType: '办件类型 / case type',
    body: '实施主体 / implementing body',
    restricted: '受限事项，仅计数 / counted only',
    guide: '办事指南全文：材料、时限、渠道、服务方式 / the whole guide',
  }),
  key: [{ from: 'i.item', type: 'uuid' }],
  sorts: { name: [{ from: 'i.name', type: 'text' }], code: [{ from: 'i."implementingCode"', type: 'text' }] },
  filters: z
    .object({
      item: z.uuid().optional(),
      state: z.enum(['in-use', 'suspended', 'cancelled']).optional(),
      /** Part of the name of the matter. */
      name: z.string().min(1).max(50).optional(),
      hall: z.uuid().optional(),
      body: z.uuid().optional(),
      taskType: z.string().length(2).optional(),
      caseType: z.enum(['1', '2', '3', '4']).optional(),
      mode: z.enum(['at-once', 'agent', 'accompanied', 'home-visit']).optional(),
      channel: z.enum(['window', 'online', 'courier', 'self-service']).optional(),
      restricted: flag.optional(),
    })
    .strict(),
  scope: () => everything,
  where: ({ filters }) => {
    const { name, hall, mode, channel } = filters;
    const restricted = isTrue(filters.restricted);
    return all(
      equals('i.item', filters.item, 'uuid'),
      equals('i.state', filters.state),
      name === undefined ? undefined : sql`strpos(i.name, ${name}) > 0`,
      // A matter is served at a hall where one of its window classes names it.
      hall === undefined
        ? undefined
        : sql`EXISTS (SELECT FROM {halls.hall} h, jsonb_array_elements(h.classes) c WHERE h.hall = ${hall}::uuid AND c->'items' ? i.item::text)`,
      equals('i.body', filters.body, 'uuid'),
      equals('i."taskType"', filters.taskType),
      equals('i."caseType"', filters.caseType),
      mode === undefined ? undefined : sql`i.guide->'modes' ? ${mode}::text`,
      channel === undefined ? undefined : sql`i.guide->'channels' ? ${channel}::text`,
      restricted === undefined ? undefined : sql`i.restricted = ${restricted}::boolean`,
    );
  },
});
