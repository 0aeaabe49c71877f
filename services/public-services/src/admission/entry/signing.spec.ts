import { account } from '../../hall.sample.js';
import {
  agreement,
  at,
  bodies,
  communities,
  countersign,
  entrusted,
  history,
  offer,
  on,
  sign,
  signatories,
  toListed,
  witnessed,
  type Step,
} from '../admission.sample.js';

const [first, second] = communities;
const listed = toListed(entrusted());
const document = 'b'.repeat(64);
const day = '2026-04-01';
const by = (who: string, facts: object = {}) => on(day, { actor: account(who), facts });

describe('5.1.4, D-admission-agreement · department and committee sign, the sub-district witnesses', () => {
  test('nothing is in force before all three have signed; then it names them', () => {
    const agreed = (...steps: readonly Step[]) => {
      const { state } = at(...listed, ...steps);
      return 'entry' in state ? Object.keys(state.entry.agreements) : [];
    };
    expect([agreed(offer(first)), agreed(offer(first), countersign(first)), agreed(...sign(first))]).toEqual([[], [], [first]]);
    expect(history(...listed, ...sign(first)).at(-1)).toMatchObject({
      type: 'AgreementSigned',
      purpose: 'service-projects',
      signatures: [
        { party: 'department', organisation: bodies.department, account: 'department-1', on: day },
        { party: 'community', organisation: first, account: 'director-1', on: day },
        { party: 'witness', organisation: bodies.subDistrict, account: 'town-1', on: day },
      ],
      on: day,
    });
    expect(at(...listed, offer(first), countersign(first)).state.status).toBe('listed');
  });

  test('in this order, and the paper that the department signed', () => {
    const none = { refused: 'nothing-offered', rule: 'D-admission-agreement' };
    const given = at(...listed, offer(first));
    at(...listed)
      .when('countersignAgreement', { community: first, document }, by('director-1'))
      .then(none);
    given.when('countersignAgreement', { community: first, document: 'c'.repeat(64) }, by('director-1')).then(none);
    given.when('countersignAgreement', { community: second, document }, by('director-1')).then(none);
    given
      .when('witnessAgreement', { community: first, document, witness: bodies.subDistrict }, by('town-1'))
      .then({ refused: 'not-countersigned', rule: 'D-admission-agreement' });
    for (const [steps, paper] of [
      [listed, document],
      [[...listed, offer(first), countersign(first)], 'c'.repeat(64)],
    ] as const)
      at(...steps)
        .when('witnessAgreement', { community: first, document: paper, witness: bodies.subDistrict }, by('town-1'))
        .then(none);
    at(...listed, offer(first), countersign(first))
      .when('countersignAgreement', { community: first, document }, by('director-2'))
      .then({ refused: 'countersigned-already', rule: 'D-admission-agreement' });
  });

  test('each party by another person, which nobody can set aside', () => {
    const twice = { refused: 'signed-by-another-party', rule: 'D-admission-agreement', overridable: false };
    at(...listed, offer(first))
      .when('countersignAgreement', { community: first, document }, by('department-1'))
      .then(twice);
    const both = at(...listed, offer(first), countersign(first));
    for (const who of ['department-1', 'director-1'])
      both.when('witnessAgreement', { community: first, document, witness: bodies.subDistrict }, by(who)).then(twice);
    both
      .when('witnessAgreement', { community: first, document, witness: bodies.office }, by('town-1'))
      .then({ refused: 'witness-is-another', rule: 'D-admission-agreement' });
  });

  test('a new offer voids the signatures under the last', () => {
    const again = at(...listed, offer(first), countersign(first), offer(first, { acceptance: '按季核对' }));
    again
      .when('witnessAgreement', { community: first, document, witness: bodies.subDistrict }, by('town-1'))
      .then({ refused: 'not-countersigned', rule: 'D-admission-agreement' });
    expect(at(...listed, offer(first), countersign(first), offer(first), countersign(first), witnessed(first)).state).toMatchObject({
      entry: { offers: {}, agreements: { [first]: { amount: '375000' } } },
    });
  });

  test.each([
    ['a town in which the community lies', { witness: { kind: 'town', area: '320582001000' } }, undefined, undefined],
    ['a sub-district elsewhere', { witness: { kind: 'sub-district', area: '320582002000' } }, 'witness-not-above', 'D-admission-agreement'],
    ['a department', { witness: { kind: 'department', area: '320582001000' } }, 'witness-not-above', 'D-admission-agreement'],
    ['a body that the book does not know', { witness: null }, 'witness-not-above', 'D-admission-agreement'],
    [
      'a town, for a community whose area nobody knows',
      { community: { kind: 'community-committee', area: null } },
      'witness-not-above',
      'D-admission-agreement',
    ],
    [
      'a town, for what is no committee',
      { community: { kind: 'residents-group', area: '320582001001' } },
      'community-not-affected',
      'D-admission-order',
    ],
    ['a town, for a village committee', { community: { kind: 'village-committee', area: '320582001201' } }, undefined, undefined],
  ])('the witness is the sub-district, town or township above: %s', (_words, change, refused, rule) => {
    const { refusal } = at(...listed).when('signAgreement', agreement(first), by('department-1', { ...signatories, ...change })).result;
    expect([refusal?.code, refusal?.rule]).toEqual([refused, rule]);
  });
});
