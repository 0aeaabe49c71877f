import { serviceGroup } from '@yimen/contracts';
import type { Text } from '@yimen/kernel';
import { z } from 'zod';

const text = z.object({ zh: z.string(), en: z.string() });

/** How a service group is named, and who is in it. */
export const serviceGroupWords = z.object({ group: serviceGroup, label: text, who: text });
type Words = z.output<typeof serviceGroupWords>;

const words: Readonly<Record<z.output<typeof serviceGroup>, { readonly label: Text; readonly who: Text }>> = {
  elderly: {
    label: { zh: '老', en: 'the old' },
    who: { zh: '六十周岁以上（老年人权益保障法第二条）', en: '60 and more (law on the rights of the elderly, art. 2)' },
  },
  minors: {
    label: { zh: '小', en: 'the young' },
    who: { zh: '不满十八周岁（未成年人保护法第二条）', en: 'under 18 (law on the protection of minors, art. 2)' },
  },
  special: {
    label: { zh: '特', en: 'those with special needs' },
    who: {
      zh: '残疾人、低保对象、特困人员、优抚对象、失业人员',
      en: 'disabled, on minimum living allowance, in extreme poverty, with preferential treatment, unemployed',
    },
  },
  newcomers: {
    label: { zh: '新市民', en: 'new citizens' },
    who: { zh: '离开常住户口所在地在本地居住的人', en: 'who live here away from where they are registered' },
  },
};

/** Words for the groups that a profile tells, in the order of the list. */
export function groupsToldIn(figures: unknown): Words[] {
  const told = new Set(Object.keys((figures ?? {}) as Readonly<Record<string, number>>));
  return serviceGroup.options.filter((group) => told.has(group)).map((group) => ({ group, ...words[group] }));
}
