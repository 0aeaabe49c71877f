import type { Reader } from '@yimen/kernel';
import { guide, ids } from '../hall.sample.js';
import { application, atWindow } from './case.sample.js';
import { serviceCase } from './service-case.js';

const given = { id: ids.case, today: '2026-03-02', derived: {}, alias: {} };
const none = { status: 'none' } as const;

/** A reader over these states, by slice and id. */
function reading(states: Record<string, object>, usable?: boolean): Reader {
  return {
    state: async (slice: { name: string; initial: object }, id: string) => states[`${slice.name}/${id}`] ?? slice.initial,
    row: async () => (usable === undefined ? undefined : { usable }),
  } as never;
}
const item = { [`service-item/${ids.item}`]: { status: 'in-use', guide: guide(), itemVersion: 3 } };
const hall = { [`hall/${ids.hall}`]: { status: 'open', organisation: ids.community } };
const visit = { [`visit/${ids.visit}`]: { status: 'open', hall: ids.hall, person: ids.person } };
const window = (states: Record<string, object>) => serviceCase.moves.submit.gather?.(reading(states), atWindow as never, none, given);

test('a window reads the guide, its hall and the visit; the hall’s organisation is the party that receives', async () => {
  const facts = await window({ ...item, ...hall, ...visit });
  expect(facts).toMatchObject({ itemVersion: 3, inUse: true, organisation: ids.community, visit: { open: true, person: ids.person } });
  expect(serviceCase.moves.submit.parties?.(atWindow as never, facts as never)).toEqual({ window: { organisation: ids.community } });
});

test('a visit of another hall is no visit here', async () => {
  const elsewhere = { [`visit/${ids.visit}`]: { status: 'open', hall: ids.other, person: null } };
  await expect(window({ ...item, ...hall, ...elsewhere })).resolves.toMatchObject({ visit: null });
});

test('nothing known: no guide, no organisation', async () => {
  const facts = await window({});
  expect(facts).toMatchObject({ guide: null, inUse: false, organisation: null });
  expect(serviceCase.moves.submit.parties?.(atWindow as never, facts as never)).toEqual({});
});

test('online the implementing body receives, and only the applicant himself submits', async () => {
  const facts = await serviceCase.moves.submitOnline.gather?.(reading(item), application as never, none, given);
  expect(facts).toMatchObject({ organisation: guide().body.organisation, visit: null });
  expect(serviceCase.moves.submitOnline.parties?.(application as never, facts as never)).toEqual({ applicant: { person: ids.person } });
  expect(serviceCase.moves.submitOnline.subject?.(none, application as never, ids.case)).toBe(ids.person);
});

test('PIPL 47 · the applicant’s record as residents tells it: usable, stored only, or not there', async () => {
  for (const [usable, applicant] of [
    [true, 'usable'],
    [false, 'stored'],
    [undefined, 'unknown'],
  ] as const) {
    await expect(serviceCase.moves.submit.gather?.(reading(item, usable), atWindow as never, none, given)).resolves.toMatchObject({
      applicant,
    });
    await expect(serviceCase.moves.submitOnline.gather?.(reading(item, usable), application as never, none, given)).resolves.toMatchObject({
      applicant,
    });
  }
});
