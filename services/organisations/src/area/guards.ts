import type { AreaLevel } from '@yimen/contracts';
import {
  areaCodeErrors,
  checkAreaCode,
  isInArea,
  type IsoDate,
  type MoveContext,
  type Refusal,
  type Warning,
  type When,
} from '@yimen/kernel';
import { refuse, type Area } from './states.js';

/**
 * Levels that may stand directly above a level (1.1). Every parent is of a level further up and an area never changes its level,
 * so no order of moves, not even two at once, can close a circle.
 */
export const parentLevels: Readonly<Record<AreaLevel, readonly AreaLevel[]>> = {
  PROVINCE: [],
  CITY: ['PROVINCE'],
  COUNTY: ['CITY', 'PROVINCE'],
  // Cities without counties: 东莞.
  TOWN: ['COUNTY', 'CITY'],
  COMMUNITY: ['TOWN'],
  GRID: ['COMMUNITY'],
  BUILDING: ['GRID'],
  UNIT: ['BUILDING'],
  ROOM: ['UNIT', 'BUILDING'],
};

/** A1: the one parent exists and is of a fitting level. A null parent is the top of this installation's book. */
export function refuseParent(level: AreaLevel, parentId: string | null, parent: Area): Refusal | undefined {
  if (parentId === null) {
    // The book of a district begins at the county or above; what lies below a county always has a parent.
    return ['PROVINCE', 'CITY', 'COUNTY'].includes(level) ? undefined : refuse('parent-missing', 'D-area-tree', { level });
  }
  if (parent.status !== 'valid') return refuse('parent-not-valid', 'D-area-tree', { parent: parentId });
  if (!parentLevels[level].includes(parent.level)) return refuse('parent-level', 'D-area-tree', { level, parentLevel: parent.level });
  return undefined;
}

/** Section 1.2: the code is well formed, of the area's level, and lies under the parent's code. */
export function refuseCode(
  level: AreaLevel,
  code: string | null,
  parent: Area,
  { overridden }: Pick<MoveContext, 'overridden'>,
): Refusal | undefined {
  const coded = !['BUILDING', 'UNIT', 'ROOM'].includes(level);
  if (code === null) return coded ? refuse('code-missing', 'AREA-CODE', { level }) : undefined;
  if (!coded) return refuse('code-not-used', 'AREA-CODE', { level });
  const checked = checkAreaCode(code);
  if (!checked.ok) return refuse('code-invalid', 'AREA-CODE', { code, reason: areaCodeErrors[checked.code].zh });
  if (checked.value.level.toUpperCase() !== level) return refuse('code-level', 'AREA-CODE', { code, level });
  // Development zones have codes of their own beside the area that runs them: a second person may say so.
  const outside = refuseOutside(code, parent);
  return outside && !overridden?.has(outside.code) ? outside : undefined;
}

/** Section 1.2: the codes above are prefixes of the code. Undefined also where either of the two has none. */
function refuseOutside(code: string | null, parent: Area): Refusal | undefined {
  const outside = parent.status === 'valid' && parent.code !== null && code !== null && !isInArea(code, parent.code);
  return outside ? refuse('code-outside-parent', 'AREA-CODE', { code, parentCode: parent.code }) : undefined;
}

/** The code that an area takes along does not lie under its new parent: told, not refused, since the code changes by a move of its own. */
export function keptCodeWarning({ code }: When<Area, 'valid'>, parent: Area): readonly Warning[] {
  const outside = refuseOutside(code, parent);
  return outside ? [{ code: outside.code, rule: 'AREA-CODE', detail: outside.detail }] : [];
}

/** A3: a change is recorded when it has taken effect, and in the order of the dates. */
export function refuseDate(effectiveOn: IsoDate, today: IsoDate, changedOn?: IsoDate): Refusal | undefined {
  if (effectiveOn > today) return refuse('not-yet-effective', 'D-area-lineage', { effectiveOn });
  if (changedOn !== undefined && effectiveOn < changedOn) return refuse('before-last-change', 'D-area-lineage', { effectiveOn, changedOn });
  return undefined;
}

/** The successors stand in the book and are of the level of the area that ends. */
export function refuseSuccessors(
  id: string,
  area: When<Area, 'valid'>,
  ids: readonly string[],
  states: readonly Area[],
): Refusal | undefined {
  if (ids.includes(id)) return refuse('own-successor', 'D-area-lineage');
  if (states.some((state) => state.status !== 'valid' || state.level !== area.level))
    return refuse('successor-not-valid', 'D-area-lineage');
  return undefined;
}
