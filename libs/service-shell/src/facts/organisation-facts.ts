import {
  accountClosed,
  accountOpened,
  businessClockAdvanced,
  businessClockStarted,
  calendarYearCorrected,
  calendarYearLoaded,
  organisationClosed,
  organisationEstablished,
  organisationIdentified,
  organisationMoved,
  organisationRenamed,
  partyOrganisationClosed,
  partyOrganisationEstablished,
  partyOrganisationIdentified,
  partyOrganisationMoved,
  partyOrganisationRenamed,
  roleGranted,
  roleRevoked,
} from '@yimen/contracts';
import type { IsoDate } from '@yimen/kernel';
import { projection, table } from '@yimen/projection-engine/projection';
import type { CalendarYear } from '@yimen/policy';
import type { Facts } from '../definition.js';

export interface OrganisationRow {
  readonly organisation: string;
  readonly tree: string;
  readonly kind: string;
  readonly name: string;
  readonly areaCode: string | null;
  readonly uscc: string | null;
  readonly closedOn: IsoDate | null;
  readonly successor: string | null;
  /** Parent as last recorded. As of a date it stands in the interval rows. */
  readonly parent: string | null;
}

/** Interval row: the parent from this date on, until the next row of the organisation. */
export interface ParentRow {
  readonly organisation: string;
  readonly fromOn: IsoDate;
  readonly parent: string | null;
}

/** Interval row: the name as recorded from this instant on, until the next row of the organisation. Papers show names as of their own recording. */
export interface NameRow {
  readonly organisation: string;
  readonly since: string;
  readonly name: string;
}

export interface AccountRow {
  readonly account: string;
  readonly organisation: string;
  readonly person: string | null;
  readonly active: boolean;
}

export interface GrantRow {
  readonly account: string;
  readonly role: string;
  readonly organisation: string;
}

export interface ClockRow {
  readonly clock: string;
  readonly on: IsoDate;
}

const tables = {
  organisation: table<OrganisationRow>('organisation', {
    columns: {
      organisation: { type: 'uuid' },
      tree: { type: 'text' },
      kind: { type: 'text' },
      name: { type: 'text' },
      areaCode: { type: 'text', nullable: true },
      uscc: { type: 'text', nullable: true },
      closedOn: { type: 'date', nullable: true },
      successor: { type: 'uuid', nullable: true },
      parent: { type: 'uuid', nullable: true },
    },
    key: ['organisation'],
  }),
  parent: table<ParentRow>('organisation_parent', {
    columns: { organisation: { type: 'uuid' }, fromOn: { type: 'date' }, parent: { type: 'uuid', nullable: true } },
    key: ['organisation', 'fromOn'],
  }),
  name: table<NameRow>('organisation_name', {
    columns: { organisation: { type: 'uuid' }, since: { type: 'timestamptz' }, name: { type: 'text' } },
    key: ['organisation', 'since'],
  }),
  account: table<AccountRow>('account', {
    columns: {
      account: { type: 'text' },
      organisation: { type: 'uuid' },
      person: { type: 'uuid', nullable: true },
      active: { type: 'boolean' },
    },
    key: ['account'],
  }),
  grant: table<GrantRow>('account_grant', {
    columns: { account: { type: 'text' }, role: { type: 'text' }, organisation: { type: 'uuid' } },
    key: ['account', 'role', 'organisation'],
  }),
  clock: table<ClockRow>('business_clock', { columns: { clock: { type: 'text' }, on: { type: 'date' } }, key: ['clock'] }),
  calendar: table<CalendarYear>('calendar_year', {
    columns: { year: { type: 'int' }, notice: { type: 'text' }, daysOff: { type: 'json' }, makeUpWorkdays: { type: 'json' } },
    key: ['year'],
  }),
};

/**
 * What every service has to know of organisations: the trees with lineage, accounts and their grants, the business clock of a demo store,
 * the calendars (decision 18). The row of a stream is written by that stream only; ancestors are computed from the parents as of a date.
 */
export const organisationFacts = projection('organisation-facts', 3, tables, (on) => {
  for (const contract of [organisationEstablished, partyOrganisationEstablished]) {
    on(contract, ({ organisation, parent, name: names }, { event, item, happenedOn, recordedAt }) => {
      const { tree, kind, name, areaCode, uscc } = event;
      organisation.put({ organisation: item, tree, kind, name, areaCode, uscc, closedOn: null, successor: null, parent: event.parent });
      names.put({ organisation: item, since: recordedAt, name });
      parent.put({ organisation: item, fromOn: happenedOn, parent: event.parent });
    });
  }
  for (const contract of [organisationRenamed, partyOrganisationRenamed]) {
    on(contract, ({ organisation, name: names }, { event, item, recordedAt }) => {
      organisation.patch([item], { name: event.name });
      names.put({ organisation: item, since: recordedAt, name: event.name });
    });
  }
  for (const contract of [organisationMoved, partyOrganisationMoved]) {
    on(contract, ({ organisation, parent }, { event, item, happenedOn }) => {
      organisation.patch([item], { parent: event.to });
      parent.put({ organisation: item, fromOn: happenedOn, parent: event.to });
    });
  }
  for (const contract of [organisationIdentified, partyOrganisationIdentified]) {
    on(contract, ({ organisation }, { event, item }) => organisation.patch([item], { uscc: event.uscc, areaCode: event.areaCode }));
  }
  for (const contract of [organisationClosed, partyOrganisationClosed]) {
    on(contract, ({ organisation }, { event, item, happenedOn }) =>
      organisation.patch([item], { closedOn: happenedOn, successor: event.successor }),
    );
  }

  on(accountOpened, ({ account }, { event, item }) =>
    account.put({ account: item, organisation: event.organisation, person: event.person, active: true }),
  );
  on(roleGranted, ({ grant }, { event, item }) => grant.put({ account: item, role: event.role, organisation: event.organisation }));
  on(roleRevoked, ({ grant }, { event, item }) => grant.remove(item, event.role, event.organisation));
  on(accountClosed, ({ account, grant }, { item }) => {
    account.patch([item], { active: false });
    for (const held of grant.all()) grant.remove(held.account, held.role, held.organisation);
  });

  on(businessClockStarted, ({ clock }, { event, item }) => clock.put({ clock: item, on: event.on }));
  on(businessClockAdvanced, ({ clock }, { event, item }) => clock.put({ clock: item, on: event.to }));
  for (const contract of [calendarYearLoaded, calendarYearCorrected]) {
    on(contract, ({ calendar }, { event, item }) => calendar.put({ year: Number(item), ...event }));
  }
});

/** Every service hosts these facts; a decision that needs them waits at most this long for a mirror that is behind. */
export const standardFacts: Facts = { projection: organisationFacts, boundSeconds: 30 };

/** The tables of the standard facts, for `read.row(table, key)` in a slice's `gather`. */
export const organisationTables = organisationFacts.table;
