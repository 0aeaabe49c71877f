import {
  hallEstablished,
  hallStandards,
  windowClassDefined,
  windowClass,
  windowNumber,
  windowSetUp,
  type EventOf,
  type hallEvents,
} from '@yimen/contracts';
import { model, refusals, type Text, type When } from '@yimen/kernel';
import type { RuleId } from '@yimen/policy';
import { z } from 'zod';
import { actorId } from '../ids.js';
import { stands } from '../overriding.js';
import { rules } from '../rules.js';

export type HallEvent = EventOf<(typeof hallEvents)[number]>;

export interface WindowClass {
  readonly class: string;
  readonly name: string;
  /** Letter of its tickets, unique in the hall. */
  readonly prefix: string;
  readonly items: readonly string[];
}

export interface Window {
  readonly window: string;
  readonly kind: 'general' | 'cannot-do';
  readonly classes: readonly string[];
  /** Account that serves; null while the window is closed. */
  readonly clerk: string | null;
}

type HallStandard = (typeof hallStandards)[number];

interface Rooms {
  readonly organisation: string;
  readonly name: string;
  readonly area: string;
  readonly place: string;
  readonly classes: readonly WindowClass[];
  readonly windows: readonly Window[];
  /** Standards that the last look found missing; null before the first. */
  readonly lacking: readonly HallStandard[] | null;
}

/** A service hall run by an organisation: its window classes and windows. */
export type Hall = { status: 'none' } | ({ status: 'preparing' } & Rooms) | ({ status: 'open' } & Rooms) | ({ status: 'closed' } & Rooms);
type Standing = When<Hall, 'preparing' | 'open' | 'closed'>;

const refuse = refusals({
  'prefix-taken': { ground: 'record', zh: '票号字母{prefix}已由{class}使用', en: 'the letter {prefix} belongs to the class {class}' },
  'class-unknown': { ground: 'record', zh: '没有窗口类别{class}', en: 'there is no window class {class}' },
  'class-served': { ground: 'record', zh: '窗口{windows}仍在办理该类别', en: 'the windows {windows} still serve this class' },
  'window-unknown': { ground: 'record', zh: '没有窗口{window}', en: 'there is no window {window}' },
  'window-open': { ground: 'record', zh: '窗口{window}正在开放', en: 'the window {window} is open' },
  'window-closed': { ground: 'record', zh: '窗口{window}已关闭', en: 'the window {window} is closed' },
  'clerk-elsewhere': { ground: 'rule', zh: '该人员已在窗口{window}', en: 'this clerk already serves the window {window}' },
  'class-without-window': { ground: 'rule', zh: '类别{classes}没有窗口办理', en: 'no window serves the classes {classes}' },
  'no-cannot-do-window': { ground: 'rule', zh: '未设“办不成事”窗口', en: 'there is no window for what could not be done' },
  'no-class': { ground: 'rule', zh: '未设窗口类别', en: 'there is no window class yet' },
});

/** Each standard with the document that asks for it. All are local configuration: what lacks is a warning. */
const standards = {
  sign: { rule: 'R-222', zh: '统一社区标识', en: 'one sign' },
  windows: { rule: 'R-222', zh: '统一服务窗口设置', en: 'unified windows' },
  conduct: { rule: 'R-222', zh: '统一工作人员行为规范', en: 'a conduct of staff' },
  'open-desks': { rule: 'R-219', zh: '开放式办公', en: 'open desks' },
  'one-stop': { rule: 'R-218', zh: '含流动人口的一站式服务', en: 'one stop, also for the floating population' },
  procedure: { rule: 'R-221', zh: '公开工作程序和办事流程', en: 'the procedure in public' },
  hotline: { rule: 'R-226', zh: '服务热线', en: 'a hotline' },
} as const satisfies Readonly<Record<HallStandard, Text & { readonly rule: RuleId }>>;

const { move, aggregate } = model<Hall, HallEvent, 'hall'>();
const manager = { hall: ['hall-manager', 'organisation-admin'] } as const;
const standing = ['preparing', 'open', 'closed'] as const;

const find = (hall: Standing, number: string): Window | undefined => hall.windows.find(({ window }) => window === number);
const others = (hall: Standing, number: string) => hall.windows.filter(({ window }) => window !== number);
/** The hall with one window changed. */
function patch(hall: Standing, number: string, change: Partial<Window>): Standing {
  return { ...hall, windows: hall.windows.map((each) => (each.window === number ? { ...each, ...change } : each)) };
}

export const hall = aggregate({
  context: 'public-services',
  name: 'hall',
  collection: 'halls',
  label: { zh: '服务大厅', en: 'service hall' },
  ids: 'derived',
  initial: { status: 'none' } as Hall,
  states: {
    none: { zh: '未设立', en: 'not set up' },
    preparing: { zh: '筹备', en: 'preparing' },
    open: { zh: '开放', en: 'open' },
    closed: { zh: '关闭', en: 'closed' },
  },
  parties: (state) => (state.status === 'none' ? {} : { hall: { organisation: state.organisation } }),
  readers: { hall: ['window-clerk', 'case-handler', 'kiosk', 'rating-supervisor', 'auditor'] },
  moves: {
    establish: move({
      label: { zh: '设立大厅', en: 'set up a hall' },
      from: ['none'],
      by: manager,
      input: hallEstablished.schema.omit({ on: true }),
      parties: ({ organisation }) => ({ hall: { organisation } }),
      decide: (_none, input, { today }) => ({ type: 'HallEstablished', ...input, on: today }),
    }),
    defineClass: move({
      label: { zh: '设置窗口类别', en: 'define a window class' },
      from: standing,
      by: manager,
      input: windowClassDefined.schema,
      decide: (state, input) => {
        const owner = state.classes.find(({ prefix, class: key }) => prefix === input.prefix && key !== input.class);
        if (owner) return refuse('prefix-taken', rules.hall, { prefix: input.prefix, class: owner.class });
        return { type: 'WindowClassDefined', ...input };
      },
    }),
    withdrawClass: move({
      label: { zh: '撤销窗口类别', en: 'withdraw a window class' },
      from: standing,
      by: manager,
      input: z.object({ class: windowClass }).strict(),
      decide: (state, { class: key }) => {
        if (!state.classes.some((each) => each.class === key)) return refuse('class-unknown', rules.hall, { class: key });
        const serving = state.windows.filter(({ classes }) => classes.includes(key)).map(({ window }) => window);
        if (serving.length > 0) return refuse('class-served', rules.hall, { windows: serving });
        return { type: 'WindowClassWithdrawn', class: key };
      },
    }),
    setUpWindow: move({
      label: { zh: '设置窗口', en: 'set up a window' },
      from: standing,
      by: manager,
      input: windowSetUp.schema,
      decide: (state, input) => {
        const unknown = input.classes.find((key) => !state.classes.some((each) => each.class === key));
        if (unknown) return refuse('class-unknown', rules.hall, { class: unknown });
        return { type: 'WindowSetUp', ...input };
      },
    }),
    removeWindow: move({
      label: { zh: '撤销窗口', en: 'remove a window' },
      from: standing,
      by: manager,
      input: z.object({ window: windowNumber }).strict(),
      decide: (state, { window }) => {
        const found = find(state, window);
        if (!found) return refuse('window-unknown', rules.hall, { window });
        if (found.clerk) return refuse('window-open', rules.hall, { window });
        return { type: 'WindowRemoved', window };
      },
    }),
    open: move({
      label: { zh: '开放大厅', en: 'open the hall' },
      from: ['preparing', 'closed'],
      by: manager,
      input: z.object({}).strict(),
      decide: ({ classes, windows }, _input, context) => {
        if (classes.length === 0 && stands('no-class', context)) return refuse('no-class', rules.hall);
        const unserved = classes.map((each) => each.class).filter((key) => !windows.some((each) => each.classes.includes(key)));
        if (unserved.length > 0 && stands('class-without-window', context))
          return refuse('class-without-window', rules.hall, { classes: unserved });
        // XT23: every hall has a window for what could not be done.
        if (!windows.some(({ kind }) => kind === 'cannot-do') && stands('no-cannot-do-window', context))
          return refuse('no-cannot-do-window', rules.cannotDoWindow);
        return { type: 'HallOpened', on: context.today };
      },
    }),
    close: move({
      label: { zh: '关闭大厅', en: 'close the hall' },
      from: ['open'],
      by: manager,
      input: z.object({ reason: z.string().trim().min(2).max(200) }).strict(),
      decide: ({ windows }, { reason }, { today, now }) => [
        ...windows.filter(({ clerk }) => clerk !== null).map(({ window }) => ({ type: 'WindowClosed' as const, window, at: now })),
        { type: 'HallClosed', reason, on: today },
      ],
    }),
    checkStandards: move({
      label: { zh: '检查大厅规范', en: 'look at the standards' },
      from: standing,
      by: { hall: ['hall-manager', 'auditor'] },
      input: z.object({ kept: z.array(z.enum(hallStandards)).max(hallStandards.length) }).strict(),
      decide: (_state, input, { today }) => {
        const kept = hallStandards.filter((each) => input.kept.includes(each));
        const lacking = hallStandards.filter((each) => !kept.includes(each));
        return {
          events: [{ type: 'HallStandardsChecked', kept, lacking, on: today }],
          warnings: lacking.map((each) => {
            const { rule, zh, en } = standards[each];
            return { code: `lacks-${each}`, rule, detail: { zh: `未达到：${zh}`, en: `not kept: ${en}` } };
          }),
        };
      },
    }),
    openWindow: move({
      label: { zh: '开放窗口', en: 'open a window' },
      from: ['open'],
      by: { hall: ['window-clerk', 'hall-manager'] },
      input: z.object({ window: windowNumber }).strict(),
      decide: (state, { window }, context) => {
        const { actor, now } = context;
        const found = find(state, window);
        if (!found) return refuse('window-unknown', rules.hall, { window });
        if (found.clerk) return refuse('window-open', rules.hall, { window });
        const clerk = actorId(actor);
        const elsewhere = state.windows.find((each) => each.clerk === clerk);
        if (elsewhere && stands('clerk-elsewhere', context)) return refuse('clerk-elsewhere', rules.hall, { window: elsewhere.window });
        return { type: 'WindowOpened', window, clerk, at: now };
      },
    }),
    closeWindow: move({
      label: { zh: '关闭窗口', en: 'close a window' },
      from: ['open'],
      by: { hall: ['window-clerk', 'hall-manager'] },
      input: z.object({ window: windowNumber }).strict(),
      decide: (state, { window }, { now }) => {
        const found = find(state, window);
        if (!found) return refuse('window-unknown', rules.hall, { window });
        if (!found.clerk) return refuse('window-closed', rules.hall, { window });
        return { type: 'WindowClosed', window, at: now };
      },
    }),
  },
  on: {
    HallEstablished: (_none, { organisation, name, area, place }) => ({
      status: 'preparing',
      organisation,
      name,
      area,
      place,
      classes: [],
      windows: [],
      lacking: null,
    }),
    WindowClassDefined: (state: Standing, { class: key, name, prefix, items }) => ({
      ...state,
      classes: [...state.classes.filter((each) => each.class !== key), { class: key, name, prefix, items }],
    }),
    WindowClassWithdrawn: (state: Standing, { class: key }) => ({ ...state, classes: state.classes.filter((each) => each.class !== key) }),
    WindowSetUp: (state: Standing, { window, kind, classes }) => ({
      ...state,
      windows: [...others(state, window), { window, kind, classes, clerk: find(state, window)?.clerk ?? null }],
    }),
    WindowRemoved: (state: Standing, { window }) => ({ ...state, windows: others(state, window) }),
    WindowOpened: (state: Standing, { window, clerk }) => patch(state, window, { clerk }),
    WindowClosed: (state: Standing, { window }) => patch(state, window, { clerk: null }),
    HallStandardsChecked: (state: Standing, { lacking }) => ({ ...state, lacking }),
    HallOpened: (state: Standing) => ({ ...state, status: 'open' }),
    HallClosed: (state: Standing) => ({ ...state, status: 'closed' }),
  },
});
