import {
  contactChanged,
  personCorrected,
  personForgotten,
  personIdentityCorrected,
  personRegistered,
  recordReopened,
  recordSealed,
  residenceMoved,
} from '@yimen/contracts';
import { projection, table } from '@yimen/projection-engine/projection';

/** A registered person. Everything personal is sealed; the keys for exact searches stand here and nowhere else (decision 2). */
export interface PersonRow {
  readonly person: string;
  readonly state: 'registered' | 'sealed' | 'forgotten';
  readonly community: string;
  readonly collector: string;
  readonly residenceKind: string;
  /** The register's random name of the identity number. */
  readonly identity: string | null;
  /** Blind index of the phone number. */
  readonly phoneIndex: string | null;
  readonly name: string | null;
  readonly identityNumber: string | null;
  readonly phone: string | null;
  readonly residenceAddress: string | null;
}

const tables = {
  people: table<PersonRow>('person', {
    columns: {
      person: { type: 'uuid' },
      state: { type: 'text' },
      community: { type: 'uuid' },
      collector: { type: 'uuid' },
      residenceKind: { type: 'text' },
      identity: { type: 'uuid', nullable: true },
      phoneIndex: { type: 'text', nullable: true },
      name: { type: 'sealed', nullable: true },
      identityNumber: { type: 'sealed', nullable: true },
      phone: { type: 'sealed', nullable: true },
      residenceAddress: { type: 'sealed', nullable: true },
    },
    key: ['person'],
    indices: [['identity'], ['phoneIndex'], ['community']],
  }),
};

const identityGone = { identity: null, name: null, identityNumber: null } as const;
const contactGone = { phoneIndex: null, phone: null, residenceAddress: null } as const;

/** People as they are found by id, by exact identity number or by exact phone number. What is forgotten is emptied here first. */
export const people = projection(
  'people',
  1,
  tables,
  (on) => {
    on(personRegistered, (rows, { event, item, opened }) => {
      const { community, collector, residenceKind, identity, name, identityNumber, phone, residenceAddress } = event;
      const phoneIndex = event.phoneIndex === null ? null : (opened(event.phoneIndex) ?? null);
      rows.people.put({
        person: item,
        state: 'registered',
        ...{ community, collector, residenceKind, identity, phoneIndex, name, identityNumber, phone, residenceAddress },
      });
    });
    on(personCorrected, (rows, { event: { name }, item }) => {
      if (name !== undefined) rows.people.patch([item], { name });
    });
    on(personIdentityCorrected, (rows, { event: { identity, identityNumber }, item }) =>
      rows.people.patch([item], { identity, identityNumber }),
    );
    on(contactChanged, (rows, { event: { phone, phoneIndex }, item, opened }) =>
      rows.people.patch([item], { phone, phoneIndex: phoneIndex === null ? null : (opened(phoneIndex) ?? null) }),
    );
    on(residenceMoved, (rows, { event: { community, residenceKind, residenceAddress }, item }) =>
      rows.people.patch([item], { community, residenceKind, residenceAddress }),
    );
    on(recordSealed, (rows, { item }) => rows.people.patch([item], { state: 'sealed' }));
    on(recordReopened, (rows, { item }) => rows.people.patch([item], { state: 'registered' }));
    on(personForgotten, (rows, { event: { series }, item }) => {
      if (series === null) rows.people.patch([item], { state: 'forgotten', ...identityGone, ...contactGone });
      else if (series === 'identity') rows.people.patch([item], identityGone);
      else if (series === 'contact') rows.people.patch([item], contactGone);
    });
  },
  { opens: { PersonRegistered: ['phoneIndex'], ContactChanged: ['phoneIndex'] } },
);
