import { letterIssued } from '@yimen/contracts';
import { paperOf, type PaperSource } from '@yimen/service-shell/slice';
import { partyRelationship } from './party-relationship.js';

/** 介绍信 with 存根 and 回执 (4.3, COD06). */
export const relationshipPapers: readonly PaperSource[] = [
  paperOf('membership-letter', {
    slice: partyRelationship.name,
    label: { zh: '党员组织关系介绍信', en: 'letter of introduction of a Party member' },
    of: [letterIssued],
    compose: async (event, { open, names }) => {
      const { number, issuedOn, validDays, expiresOn, sex, bornIn, standing, duesPaidThrough, source, target } = event;
      const { officeAddress, officePhone, officeFax, officePostcode } = event;
      const [name = '', identityNumber = '', phone = null] = await open([
        event.name,
        event.identityNumber,
        ...(event.phone === null ? [] : [event.phone]),
      ]);
      const ids = [source.branch, source.committee, target.committee, target.branch].filter((id) => id !== null);
      const nameOf = await names(ids);
      const addressee = target.committee === null ? (target.outside?.title ?? '') : nameOf(target.committee);
      return {
        ...{ number, issuedOn, validDays, expiresOn, name, identityNumber, sex, bornIn, phone, standing, duesPaidThrough },
        source: nameOf(source.branch),
        target: target.branch === null ? (target.outside?.branch ?? addressee) : nameOf(target.branch),
        addressee,
        sourceCommittee: nameOf(source.committee),
        ...{ officeAddress, officePhone, officeFax, officePostcode },
      };
    },
  }),
];
