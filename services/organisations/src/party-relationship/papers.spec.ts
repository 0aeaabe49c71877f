import { print } from '@yimen/papers';
import {
  after,
  approve,
  draft,
  issue,
  member,
  outIssued,
  outside,
  person,
  submit,
  toIssued,
  toOutside,
  type Step,
} from './party-relationship.sample.js';
import { relationshipPapers } from './papers.js';

const [letter] = relationshipPapers as [(typeof relationshipPapers)[number]];

async function composed(steps: readonly Step[]) {
  const events = after(member, ...steps);
  return await letter.compose(events.at(-1)!, {
    id: person,
    happenedOn: '2026-03-01',
    events,
    open: (sealed) => Promise.resolve(sealed.map((_one, at) => ['李示例', '990101198506151023', '13800001111'][at]!)),
    names: () => Promise.resolve((organisation) => `组织${Number(organisation.slice(-4))}`),
  });
}

test('4.3 · the letter says what was recorded when it was issued, personal fields opened for its reader', async () => {
  const paper = await composed(toIssued);
  expect(paper).toMatchObject({
    kind: 'membership-letter',
    of: {
      number: '2026-0001',
      name: '李示例',
      identityNumber: '990101198506151023',
      phone: '13800001111',
      source: '组织11',
      sourceCommittee: '组织10',
      addressee: '组织20',
    },
  });
  expect((await print(paper)).byteLength).toBeGreaterThan(20_000);
});

test('13.2 · to another installation it is addressed to the name that the draft gave', async () => {
  const { of } = await composed(outIssued);
  expect(of).toMatchObject({ addressee: '上海市示例街道党工委', target: '上海市示例街道党工委' });
});

test('4.3 · a branch of another installation without the power to approve stands as where he goes; the letter is addressed to its committee', async () => {
  const branch = '上海市示例街道示例社区党支部';
  const named = draft({ ...toOutside, outside: { ...outside, branch } }, { target: null });
  const { of } = await composed([named, submit, approve, issue()]);
  expect(of).toMatchObject({ addressee: '上海市示例街道党工委', target: branch });
});
