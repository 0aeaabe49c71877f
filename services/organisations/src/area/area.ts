import { areaLevels } from '@yimen/contracts';
import type { MoveContext, Reader, Reservation, When } from '@yimen/kernel';
import { z } from 'zod';
import { keptCodeWarning, refuseCode, refuseDate, refuseParent, refuseSuccessors } from './guards.js';
import { aggregate, move, refuse, type Area } from './states.js';

const change = { effectiveOn: z.iso.date(), decisionNo: z.string().min(1).max(120) };
const keepers = ['organisation-admin', 'operator'] as const;
const code = z.string().regex(/^(\d{12}|\d{15})$/);

interface Parent {
  readonly parent: Area;
}
interface Successors {
  readonly successors: readonly Area[];
}

const none: Area = { status: 'none' };
const readParent = async (read: Reader, id: string | null): Promise<Parent> => ({
  parent: id === null ? none : await read.state({ name: 'area', initial: none }, id),
});
const readSuccessors = async (read: Reader, ids: readonly string[]): Promise<Successors> => ({
  successors: await Promise.all(ids.map((id) => read.state({ name: 'area', initial: none }, id))),
});
/** A code belongs to one area at a time: it is taken in its own register before the area says it has it (13.5). */
const takeCode = (area: string, wanted: string | null): Reservation | undefined =>
  wanted === null ? undefined : { slice: 'area-code', id: wanted, move: 'reserve', input: { holder: area } };

/**
 * 区划: a book of areas with lineage (domain-rules 1.1, 1.2). Every change has a decision number and a date from which it holds,
 * so that a question about a date finds the area as it was then (A3).
 */
export const area = aggregate({
  context: 'organisations',
  name: 'area',
  collection: 'areas',
  label: { zh: '区划', en: 'area' },
  ids: 'derived',
  initial: none,
  states: {
    none: { zh: '未登记', en: 'not recorded' },
    valid: { zh: '有效', en: 'valid' },
    merged: { zh: '已并入', en: 'merged', final: true },
    split: { zh: '已拆分', en: 'split', final: true },
    abolished: { zh: '已撤销', en: 'abolished', final: true },
  },
  parties: (state) => (state.status === 'none' ? {} : { keeper: { organisation: state.keeper } }),
  readers: { keeper: ['organisation-admin', 'operator', 'sub-district', 'department', 'auditor', 'records-officer'] },
  moves: {
    register: move({
      label: { zh: '登记区划', en: 'record an area' },
      from: ['none'],
      by: { keeper: keepers },
      input: z
        .object({
          level: z.enum(areaLevels),
          name: z.string().trim().min(1).max(80),
          code: code.nullable(),
          parent: z.uuid().nullable(),
          keeper: z.uuid(),
          validFrom: z.iso.date(),
          decisionNo: change.decisionNo.nullable().default(null),
          cameFrom: z.array(z.uuid()).max(50).default([]),
        })
        .strict(),
      parties: ({ keeper }) => ({ keeper: { organisation: keeper } }),
      gather: (read, { parent }) => readParent(read, parent),
      reserve: (_state, input, _facts, { id }) => takeCode(id, input.code),
      happenedOn: ({ validFrom }) => validFrom,
      decide: (_none, input, context) =>
        refuseDate(input.validFrom, context.today) ??
        refuseParent(input.level, input.parent, context.facts.parent) ??
        refuseCode(input.level, input.code, context.facts.parent, context) ?? { type: 'AreaRegistered', ...input },
    }),
    rename: move({
      label: { zh: '更名', en: 'rename' },
      from: ['valid'],
      by: { keeper: keepers },
      input: z.object({ name: z.string().trim().min(1).max(80), ...change }).strict(),
      happenedOn: ({ effectiveOn }) => effectiveOn,
      decide: (valid, input, { today }) => refuseDate(input.effectiveOn, today, valid.changedOn) ?? { type: 'AreaRenamed', ...input },
    }),
    changeCode: move({
      label: { zh: '变更代码', en: 'change the code' },
      from: ['valid'],
      by: { keeper: keepers },
      input: z.object({ code, ...change }).strict(),
      gather: (read, _input, state) => readParent(read, state.status === 'none' ? null : state.parent),
      reserve: (state, input, _facts, { id }) =>
        state.status === 'valid' && state.code !== input.code ? takeCode(id, input.code) : undefined,
      happenedOn: ({ effectiveOn }) => effectiveOn,
      decide: (valid, { code: to, effectiveOn, decisionNo }, context: MoveContext<Parent>) => {
        const { today, facts } = context;
        const refused = refuseDate(effectiveOn, today, valid.changedOn) ?? refuseCode(valid.level, to, facts.parent, context);
        if (refused) return refused;
        if (valid.code === null || valid.code === to) return refuse('code-unchanged', 'AREA-CODE', { code: to });
        return { type: 'AreaCodeChanged', from: valid.code, to, effectiveOn, decisionNo };
      },
    }),
    moveTo: move({
      label: { zh: '变更隶属', en: 'put under another parent' },
      from: ['valid'],
      by: { keeper: keepers },
      input: z.object({ parent: z.uuid(), ...change }).strict(),
      gather: (read, { parent }) => readParent(read, parent),
      happenedOn: ({ effectiveOn }) => effectiveOn,
      decide: (valid, { parent: to, effectiveOn, decisionNo }, { today, facts }) => {
        const refused = refuseDate(effectiveOn, today, valid.changedOn) ?? refuseParent(valid.level, to, facts.parent);
        if (refused) return refused;
        if (valid.parent === null || valid.parent === to) return refuse('same-parent', 'D-area-tree', { parent: to });
        return {
          events: [{ type: 'AreaMoved', from: valid.parent, to, effectiveOn, decisionNo }],
          warnings: keptCodeWarning(valid, facts.parent),
        };
      },
    }),
    mergeInto: move({
      label: { zh: '并入其他区划', en: 'merge into another area' },
      from: ['valid'],
      by: { keeper: keepers },
      input: z.object({ into: z.uuid(), ...change }).strict(),
      gather: (read, { into }) => readSuccessors(read, [into]),
      happenedOn: ({ effectiveOn }) => effectiveOn,
      decide: (valid, input, { id, today, facts }) =>
        refuseDate(input.effectiveOn, today, valid.changedOn) ??
        refuseSuccessors(id, valid, [input.into], facts.successors) ?? { type: 'AreaMerged', code: valid.code, ...input },
    }),
    splitInto: move({
      label: { zh: '拆分', en: 'split into several areas' },
      from: ['valid'],
      by: { keeper: keepers },
      input: z.object({ into: z.array(z.uuid()).min(2).max(50), ...change }).strict(),
      gather: (read, { into }) => readSuccessors(read, into),
      happenedOn: ({ effectiveOn }) => effectiveOn,
      decide: (valid, input, { id, today, facts }) =>
        refuseDate(input.effectiveOn, today, valid.changedOn) ??
        refuseSuccessors(id, valid, input.into, facts.successors) ?? { type: 'AreaSplit', code: valid.code, ...input },
    }),
    abolish: move({
      label: { zh: '撤销', en: 'abolish' },
      from: ['valid'],
      by: { keeper: keepers },
      input: z.object(change).strict(),
      happenedOn: ({ effectiveOn }) => effectiveOn,
      decide: (valid, input, { today }) =>
        refuseDate(input.effectiveOn, today, valid.changedOn) ?? { type: 'AreaAbolished', code: valid.code, ...input },
    }),
  },
  on: {
    AreaRegistered: (_none, { level, name, code: given, parent, keeper, validFrom }) => ({
      status: 'valid',
      level,
      name,
      code: given,
      parent,
      keeper,
      validFrom,
      changedOn: validFrom,
    }),
    AreaRenamed: (valid: When<Area, 'valid'>, { name, effectiveOn }) => ({ ...valid, name, changedOn: effectiveOn }),
    AreaCodeChanged: (valid: When<Area, 'valid'>, { to, effectiveOn }) => ({ ...valid, code: to, changedOn: effectiveOn }),
    AreaMoved: (valid: When<Area, 'valid'>, { to, effectiveOn }) => ({ ...valid, parent: to, changedOn: effectiveOn }),
    AreaMerged: (valid: When<Area, 'valid'>, { into, effectiveOn }) => ({
      ...valid,
      status: 'merged',
      validTo: effectiveOn,
      changedOn: effectiveOn,
      successors: [into],
    }),
    // what was reorganised keeps its history and names its successors.
    AreaSplit: (valid: When<Area, 'valid'>, { into, effectiveOn }) => ({
      ...valid,
      status: 'split',
      validTo: effectiveOn,
      changedOn: effectiveOn,
      successors: into,
    }),
    AreaAbolished: (valid: When<Area, 'valid'>, { effectiveOn }) => ({
      ...valid,
      status: 'abolished',
      validTo: effectiveOn,
      changedOn: effectiveOn,
      successors: [],
    }),
  },
});
