import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { eventPlaces, refusalPlaces } from './code-places.js';

let root: string;
beforeAll(() => {
  root = mkdtempSync(path.join(tmpdir(), 'yimen-why-'));
  const folder = path.join(root, 'services/public-services/src/queue');
  mkdirSync(folder, { recursive: true });
  writeFileSync(path.join(folder, 'rules.ts'), "export const rules = {\n  queue: 'D-queue-daily',\n} as const;\n");
  writeFileSync(
    path.join(folder, 'queue.ts'),
    "if (late)\n  return refuse(\n    'not-of-today',\n    rules.queue,\n  );\nrefuse('not-of-today', 'ALL19 32');\nreturn { type: 'QueueOpened' };\n",
  );
  writeFileSync(path.join(folder, 'queue.spec.ts'), "refuse('not-of-today', 'D-demo');\n");
});
afterAll(() => rmSync(root, { recursive: true }));

test('a refusal is found where the code makes it, with the rule that it cites by its id or by a name', () => {
  expect(refusalPlaces('not-of-today', root)).toEqual([
    { at: 'services/public-services/src/queue/queue.ts:2', rule: 'D-queue-daily' },
    { at: 'services/public-services/src/queue/queue.ts:6', rule: 'ALL19 32' },
  ]);
});

test('an event is found where it is recorded; what nobody records or refuses is nowhere', () => {
  expect(eventPlaces('QueueOpened', root)).toEqual([{ at: 'services/public-services/src/queue/queue.ts:7', rule: null }]);
  expect([eventPlaces('QueueShut', root), refusalPlaces('unknown', root)]).toEqual([[], []]);
});

test('a program without its sources says so instead of finding nothing', () => {
  expect(eventPlaces('QueueOpened', tmpdir())).toBeUndefined();
});
