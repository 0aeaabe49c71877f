import { tagAdded, tagRemoved } from './tags.js';

test('PIPL 28 · the event of a tag has the law on which it rests, and only sealed', () => {
  const [sample] = tagAdded.samples;
  expect(tagAdded.schema.parse(sample)).toMatchObject({ tagGround: sample?.tagGround });
  expect(tagAdded.schema.safeParse({ ...sample, tagGround: '残疾人保障法' }).success).toBe(false);
});

test('13.10 · no free text stands in clear beside a sealed tag', () => {
  const [sample] = tagRemoved.samples;
  expect(tagRemoved.schema.parse(sample)).toEqual(sample);
  expect(tagRemoved.schema.safeParse({ ...sample, reason: '父母已返乡' }).success).toBe(false);
});
