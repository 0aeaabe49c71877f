import { organisations } from '../index.js';
import { partyRelationship } from './party-relationship.js';

const person = '01980000-0000-7000-8000-000000000051';

test('13.10 · a member’s files are sealed under the keys of his Party records: the end of his record as a resident leaves both readable', () => {
  const subjects = Object.values(partyRelationship.moves).flatMap((move) =>
    'subject' in move && move.subject ? [(move.subject as (state: unknown, input: unknown, id: string) => string)({}, {}, person)] : [],
  );
  const ofFiles = organisations.files?.subject?.(person);
  expect(subjects.length).toBeGreaterThan(0);
  expect(new Set([...subjects, ofFiles])).toEqual(new Set([ofFiles]));
  expect(ofFiles).not.toBe(person);
});
