import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { World } from './world.sample.js';

const hall = '0198a3f0-0000-7000-8000-000000000011';
const committee = '0198a3f0-0000-7000-8000-000000000001';

describe('the board', () => {
  let world: World;
  beforeAll(async () => {
    world = await World.open();
    await world.organisation(committee, null);
  });
  afterAll(() => world.close());

  test('13.3 · shows ticket numbers only: called first, then priority, then by order; served and missed are gone', async () => {
    const queue = `queue/${hall}~2026-03-02~social`;
    const at = '2026-03-02T01:10:00.000Z';
    const say = (event: object) => world.say({ stream: queue, event: event as never });
    await say({
      type: 'QueueOpened',
      hall,
      organisation: committee,
      on: '2026-03-02',
      class: 'social',
      className: '社会救助',
      prefix: 'A',
    });
    for (const [n, priority] of [
      [1, null],
      [2, null],
      [3, 'elderly'],
      [4, null],
    ] as const)
      await say({ type: 'TicketIssued', ticket: `A00${n}`, ordinal: n, priority, channel: 'kiosk', item: null, person: hall, at });
    const token = await say({ type: 'TicketCalled', ticket: 'A001', window: '1', clerk: 'c', call: 1, passed: 0, at });
    const answer = await world.get(`/api/views/hall-board?hall=${hall}`, undefined, { 'Read-After': token });
    expect(answer.body.rows.map((row: { ticket: string; state: string }) => [row.ticket, row.state])).toEqual([
      ['A001', 'called'],
      ['A003', 'waiting'],
      ['A002', 'waiting'],
      ['A004', 'waiting'],
    ]);
    expect(answer.body).toMatchObject({ total: 4, next: null, generation: 1 });
  });
});
