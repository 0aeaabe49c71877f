import type { Told } from '@yimen/testing';
import { after, decisionNo, id, member, standing } from './party.sample.js';
import type { PartyOrganisationEvent } from './party-organisation.js';

/** A branch 11 of the committee 900 in a community, with members. */
export const working = after(
  standing(11, { level: 'branch', parent: id(900), seat: '320582001001', community: true }),
  member(1),
  member(2),
);
export const places = [
  { place: 'building' as const, name: '1幢', reach: 'own-organisation' as const },
  { place: 'commercial-tower' as const, name: '示例大厦', reach: 'work' as const },
];
const committee = { id: id(900), connection: 'national', province: '32' };
/** The branch as it stands, and the committee 901 under which it would stand, below the same committee with the power. */
export const moving = (change: object = {}): Told => ({
  facts: {
    now: { committee },
    then: { organisation: { status: 'formed', level: 'committee' }, committee },
    inTree: { status: 'active', kind: 'party-branch' },
    parentInTree: { status: 'active', kind: 'party-committee' },
    ...change,
  },
});

/** Histories that record what an organisation does and how it is changed. */
export const workHistories: readonly (readonly PartyOrganisationEvent[])[] = [
  after(
    working,
    ['recordCoverage', { places }],
    ['takeDuty', { form: 'responsibility-area', member: id(10_001), title: '1幢责任区' }],
    ['takeDuty', { form: 'post-duties', member: id(10_002), title: '政策宣传岗' }],
    ['endDuty', { duty: 'd1' }],
    ['unlistMember', { member: id(10_002) }],
    ['assessDrive', { year: '2025', met: ['领导班子好'] }],
    ['openServiceCentre', { name: '党员服务中心', seat: '320582001001' }],
    ['closeServiceCentre', { reason: '迁址' }],
    ['rename', { name: '示例社区党支部', decisionNo }],
    ['moveUnder', { parent: id(901), decisionNo }, moving()],
    ['listBelow', { below: id(31), level: 'group', asOf: '1' }],
    ['groupMember', { member: id(10_001), group: id(31) }],
    ['unlistBelow', { below: id(31), asOf: '2' }],
  ),
];
