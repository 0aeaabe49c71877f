import { partyCoverageRecorded, partyDutyTaken, partyServiceCentreOpened } from '@yimen/contracts';
import { isInArea } from '@yimen/kernel';
import { z } from 'zod';
import { deciders, keepers, rules } from '../party-rules.js';
import { move, refuse } from './states.js';

const by = { self: keepers, above: keepers } as const;

/** How the Party reaches the places of its area, in which forms members take part, the drive and the centre. */
export const workMoves = {
  recordCoverage: move({
    label: { zh: '登记组织覆盖和工作覆盖', en: 'record how the Party reaches each place' },
    from: ['formed'],
    by,
    input: partyCoverageRecorded.schema.pick({ places: true }).strict(),
    decide: (_formed, { places }, { today }) => {
      const named = places.map(({ place, name }) => `${place}/${name}`);
      const twice = named.find((one, at) => named.indexOf(one) !== at);
      return twice === undefined
        ? { type: 'PartyCoverageRecorded', recordedOn: today, places }
        : refuse('place-twice', rules.coverage, { place: twice });
    },
  }),
  takeDuty: move({
    label: { zh: '认领责任区、示范岗等', en: 'let a member take a post or area' },
    from: ['formed'],
    by,
    input: partyDutyTaken.schema.pick({ form: true, member: true, title: true }).strict(),
    decide: ({ roll, dutiesGiven }, input, { today }) =>
      roll.some(({ member }) => member === input.member)
        ? { type: 'PartyDutyTaken', duty: `d${dutiesGiven + 1}`, ...input, since: today }
        : refuse('not-listed', rules.forms),
  }),
  endDuty: move({
    label: { zh: '终止责任区、示范岗等', en: 'end what a member had taken' },
    from: ['formed'],
    by,
    input: partyDutyTaken.schema.pick({ duty: true }).strict(),
    decide: ({ duties }, { duty }, { today }) =>
      duties.some((one) => one.duty === duty)
        ? { type: 'PartyDutyEnded', duty, because: 'ended', until: today }
        : refuse('duty-not-held', rules.forms, { duty }),
  }),
  assessDrive: move({
    label: { zh: '评定“五个好”', en: 'go through the checklist of the drive' },
    from: ['formed'],
    // An organisation does not assess itself.
    by: { above: deciders },
    input: z.object({ year: z.string().regex(/^\d{4}$/), met: z.array(z.string().trim().min(1).max(60)).max(20) }).strict(),
    decide: ({ assessed }, { year, met }, { today, policy }) => {
      if (year > today.slice(0, 4)) return refuse('date-not-fit', rules.drive, { on: year });
      if (assessed.includes(year)) return refuse('assessed-already', rules.drive, { year });
      const checklist = policy.text('party.drive.items').split(',');
      const other = met.find((item) => !checklist.includes(item));
      if (other !== undefined) return refuse('not-on-the-checklist', rules.drive, { item: other });
      const items = checklist.map((item) => ({ item, met: met.includes(item) }));
      return { type: 'PartyDriveAssessed', year, items, reached: items.every((one) => one.met), assessedOn: today };
    },
  }),
  openServiceCentre: move({
    label: { zh: '设立党员服务中心', en: 'open a member service centre' },
    from: ['formed'],
    by,
    input: partyServiceCentreOpened.schema.omit({ openedOn: true }).strict(),
    decide: ({ serviceCentre, seat }, input, { today }) => {
      if (serviceCentre !== null) return refuse('centre-stands', rules.serviceCentre, { name: serviceCentre.name });
      return seat !== null && isInArea(input.seat, seat)
        ? { type: 'PartyServiceCentreOpened', ...input, openedOn: today }
        : refuse('seat-elsewhere', rules.serviceCentre, { seat: seat ?? '–' });
    },
  }),
  closeServiceCentre: move({
    label: { zh: '撤销党员服务中心', en: 'close the member service centre' },
    from: ['formed'],
    by,
    input: z.object({ reason: z.string().trim().min(1).max(200) }).strict(),
    decide: ({ serviceCentre }, input, { today }) =>
      serviceCentre === null ? refuse('no-centre', rules.serviceCentre) : { type: 'PartyServiceCentreClosed', ...input, closedOn: today },
  }),
};
