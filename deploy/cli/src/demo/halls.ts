import type { Caller } from '../door/door.js';
import type { Book } from './book.js';

export interface DemoHalls {
  readonly city: string;
  readonly community: string;
}

/** Two halls, each with window classes and a window for what could not be done (办不成事); their doors and windows are open. */
export async function openHalls(as: (account: string) => Caller, book: Book, items: Readonly<Record<string, string>>): Promise<DemoHalls> {
  const social = ['allowance', 'income', 'ramp', 'correction'].map((key) => items[key]);
  const city = await openHall(as('manager-1'), {
    key: 'city',
    organisation: book.posts['hall-city'],
    name: '张家港市市民中心',
    area: '320582000000',
    place: '一层综合服务区',
    classes: [
      { class: 'social', name: '社会救助', prefix: 'A', items: social },
      { class: 'residence', name: '居住服务', prefix: 'B', items: [items['permit']] },
    ],
    windows: [
      { window: '1', kind: 'general', classes: ['social', 'residence'] },
      { window: '2', kind: 'general', classes: ['social', 'residence'] },
      { window: '9', kind: 'cannot-do', classes: ['social', 'residence'] },
    ],
  });
  const community = await openHall(as('manager-2'), {
    key: 'community',
    organisation: book.posts['hall-community'],
    name: '杨舍镇社区便民服务中心',
    area: '320582100000',
    place: '服务大厅',
    classes: [{ class: 'general', name: '综合服务', prefix: 'C', items: [...social, items['permit']] }],
    windows: [
      { window: '1', kind: 'general', classes: ['general'] },
      { window: '9', kind: 'cannot-do', classes: ['general'] },
    ],
  });
  await as('clerk-1').post(`/api/public-services/halls/${city}/open-window`, { window: '1' }, { key: 'open-window:city:1' });
  await as('clerk-2').post(`/api/public-services/halls/${city}/open-window`, { window: '2' }, { key: 'open-window:city:2' });
  await as('clerk-3').post(`/api/public-services/halls/${community}/open-window`, { window: '1' }, { key: 'open-window:community:1' });
  return { city, community };
}

interface Plan {
  readonly key: string;
  readonly organisation: string;
  readonly name: string;
  readonly area: string;
  readonly place: string;
  readonly classes: readonly {
    readonly class: string;
    readonly name: string;
    readonly prefix: string;
    readonly items: readonly (string | undefined)[];
  }[];
  readonly windows: readonly { readonly window: string; readonly kind: string; readonly classes: readonly string[] }[];
}

async function openHall(manager: Caller, { key, classes, windows, ...hall }: Plan): Promise<string> {
  const { id } = (await manager.post<{ id: string }>('/api/public-services/halls', hall, { key: `hall:${key}` })).body;
  const at = `/api/public-services/halls/${id}`;
  for (const each of classes) await manager.post(`${at}/define-class`, each, { key: `class:${key}:${each.class}` });
  for (const each of windows) await manager.post(`${at}/set-up-window`, each, { key: `window:${key}:${each.window}` });
  await manager.post(`${at}/open`, {}, { key: `open:${key}` });
  return id;
}
