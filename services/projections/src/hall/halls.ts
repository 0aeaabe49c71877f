import {
  hallClosed,
  hallEstablished,
  hallOpened,
  windowClassDefined,
  windowClassWithdrawn,
  windowClosed,
  windowOpened,
  windowRemoved,
  windowSetUp,
} from '@yimen/contracts';
import { projection, table } from '@yimen/projection-engine/projection';
import { z } from 'zod';
import { all, everything } from '../views/clause.js';
import { columnsOf, equals, view } from '../views/view.js';

interface WindowClass {
  readonly class: string;
  readonly name: string;
  readonly prefix: string;
  readonly items: readonly string[];
}

/** Which account serves at a window is no business of the public. */
interface Window {
  readonly window: string;
  readonly kind: 'general' | 'cannot-do';
  readonly classes: readonly string[];
  readonly open: boolean;
}

export interface HallRow {
  readonly hall: string;
  readonly organisation: string;
  readonly name: string;
  readonly area: string;
  readonly place: string;
  readonly state: 'set-up' | 'open' | 'closed';
  readonly closedReason: string | null;
  readonly classes: readonly WindowClass[];
  readonly windows: readonly Window[];
}

const tables = {
  halls: table<HallRow>('hall', {
    columns: {
      hall: { type: 'uuid' },
      organisation: { type: 'uuid' },
      name: { type: 'text' },
      area: { type: 'text' },
      place: { type: 'text' },
      state: { type: 'text' },
      closedReason: { type: 'text', nullable: true },
      classes: { type: 'json' },
      windows: { type: 'json' },
    },
    key: ['hall'],
    indices: [['organisation']],
  }),
};

/** The service halls with their classes of windows and their windows. */
export const halls = projection('halls', 1, tables, (on) => {
  const rowOf = (row: HallRow | undefined): HallRow => {
    if (!row) throw new Error('a hall before it was set up');
    return row;
  };
  on(hallEstablished, (rows, { event, item }) => {
    const { organisation, name, area, place } = event;
    rows.halls.put({ hall: item, organisation, name, area, place, state: 'set-up', closedReason: null, classes: [], windows: [] });
  });
  on(windowClassDefined, (rows, { event: { type: _type, ...defined }, item }) => {
    const others = rowOf(rows.halls.get(item)).classes.filter((one) => one.class !== defined.class);
    rows.halls.patch([item], { classes: [...others, defined] });
  });
  on(windowClassWithdrawn, (rows, { event, item }) =>
    rows.halls.patch([item], { classes: rowOf(rows.halls.get(item)).classes.filter((one) => one.class !== event.class) }),
  );
  on(windowSetUp, (rows, { event: { type: _type, ...window }, item }) => {
    const { windows } = rowOf(rows.halls.get(item));
    const open = windows.find((one) => one.window === window.window)?.open ?? false;
    rows.halls.patch([item], { windows: [...windows.filter((one) => one.window !== window.window), { ...window, open }] });
  });
  on(windowRemoved, (rows, { event, item }) =>
    rows.halls.patch([item], { windows: rowOf(rows.halls.get(item)).windows.filter((one) => one.window !== event.window) }),
  );
  for (const [contract, open] of [
    [windowOpened, true],
    [windowClosed, false],
  ] as const) {
    on(contract, (rows, { event, item }) => {
      const { windows } = rowOf(rows.halls.get(item));
      rows.halls.patch([item], { windows: windows.map((one) => (one.window === event.window ? { ...one, open } : one)) });
    });
  }
  on(hallOpened, (rows, { item }) => rows.halls.patch([item], { state: 'open', closedReason: null }));
  on(hallClosed, (rows, { event, item }) => {
    const { windows } = rowOf(rows.halls.get(item));
    rows.halls.patch([item], { state: 'closed', closedReason: event.reason, windows: windows.map((one) => ({ ...one, open: false })) });
  });
});

export const hallsView = view({
  name: 'halls',
  label: { zh: '服务大厅', en: 'service halls' },
  about: { zh: '公开', en: 'public' },
  public: true,
  models: [halls],
  table: tables.halls,
  from: '{hall} h',
  columns: columnsOf(tables.halls, 'h', {
    hall: '大厅编号 / id',
    organisation: '设立组织 / organisation',
    name: '名称 / name',
    area: '区划代码 / area code',
    place: '地址 / place',
    state: 'set-up 筹建，open 开放，closed 关闭',
    closedReason: '关闭原因 / why it is closed',
    classes: '窗口类别 / classes of windows',
    windows: '窗口 / windows',
  }),
  key: [{ from: 'h.hall', type: 'uuid' }],
  sorts: { name: [{ from: 'h.name', type: 'text' }], area: [{ from: 'h.area', type: 'text' }] },
  filters: z
    .object({ hall: z.uuid().optional(), organisation: z.uuid().optional(), state: z.enum(['set-up', 'open', 'closed']).optional() })
    .strict(),
  scope: () => everything,
  where: ({ filters }) =>
    all(equals('h.hall', filters.hall, 'uuid'), equals('h.organisation', filters.organisation, 'uuid'), equals('h.state', filters.state)),
});
