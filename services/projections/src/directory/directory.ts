import {
  areaAbolished,
  areaCodeChanged,
  areaMerged,
  areaMoved,
  areaRegistered,
  areaRenamed,
  areaSplit,
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
} from '@yimen/contracts';
import { projection, table } from '@yimen/projection-engine/projection';
import { boundaryTables, foldBoundaries } from './boundaries.js';

export interface DirectoryRow {
  readonly organisation: string;
  readonly tree: 'government' | 'community' | 'party';
  readonly kind: string;
  readonly name: string;
  readonly areaCode: string | null;
  readonly uscc: string | null;
  readonly parent: string | null;
  readonly establishedOn: string;
  readonly closedOn: string | null;
  readonly successor: string | null;
  readonly cameFrom: readonly string[];
}

export interface AreaRow {
  readonly area: string;
  readonly level: string;
  readonly name: string;
  readonly code: string | null;
  readonly parent: string | null;
  readonly keeper: string;
  readonly state: 'valid' | 'merged' | 'split' | 'abolished';
  readonly validFrom: string;
  readonly validTo: string | null;
  readonly cameFrom: readonly string[];
  readonly wentInto: readonly string[];
}

/** Interval row: name, code and parent of an area from a date on, until the next row of the area (A3). */
export interface AreaPeriodRow {
  readonly area: string;
  readonly fromOn: string;
  readonly name: string;
  readonly code: string | null;
  readonly parent: string | null;
  readonly decisionNo: string | null;
}

const tables = {
  ...boundaryTables,
  organisations: table<DirectoryRow>('organisation', {
    columns: {
      organisation: { type: 'uuid' },
      tree: { type: 'text' },
      kind: { type: 'text' },
      name: { type: 'text' },
      areaCode: { type: 'text', nullable: true },
      uscc: { type: 'text', nullable: true },
      parent: { type: 'uuid', nullable: true },
      establishedOn: { type: 'date' },
      closedOn: { type: 'date', nullable: true },
      successor: { type: 'uuid', nullable: true },
      cameFrom: { type: 'json' },
    },
    key: ['organisation'],
    indices: [['parent'], ['areaCode']],
  }),
  areas: table<AreaRow>('area', {
    columns: {
      area: { type: 'uuid' },
      level: { type: 'text' },
      name: { type: 'text' },
      code: { type: 'text', nullable: true },
      parent: { type: 'uuid', nullable: true },
      keeper: { type: 'uuid' },
      state: { type: 'text' },
      validFrom: { type: 'date' },
      validTo: { type: 'date', nullable: true },
      cameFrom: { type: 'json' },
      wentInto: { type: 'json' },
    },
    key: ['area'],
    indices: [['parent'], ['code']],
  }),
  periods: table<AreaPeriodRow>('area_period', {
    columns: {
      area: { type: 'uuid' },
      fromOn: { type: 'date' },
      name: { type: 'text' },
      code: { type: 'text', nullable: true },
      parent: { type: 'uuid', nullable: true },
      decisionNo: { type: 'text', nullable: true },
    },
    key: ['area', 'fromOn'],
  }),
};

/** Organisations of the three trees, and the book of areas with their boundaries, with what they came from and went into. */
export const directory = projection('directory', 1, tables, (on) => {
  for (const contract of [organisationEstablished, partyOrganisationEstablished]) {
    on(contract, ({ organisations }, { event, item, happenedOn }) => {
      const { tree, kind, name, areaCode, uscc, parent, cameFrom } = event;
      const row = { tree, kind, name, areaCode, uscc, parent, cameFrom };
      organisations.put({ organisation: item, ...row, establishedOn: happenedOn, closedOn: null, successor: null });
    });
  }
  for (const contract of [organisationRenamed, partyOrganisationRenamed]) {
    on(contract, ({ organisations }, { event: { name }, item }) => organisations.patch([item], { name }));
  }
  for (const contract of [organisationMoved, partyOrganisationMoved]) {
    on(contract, ({ organisations }, { event: { to }, item }) => organisations.patch([item], { parent: to }));
  }
  for (const contract of [organisationIdentified, partyOrganisationIdentified]) {
    on(contract, ({ organisations }, { event: { uscc, areaCode }, item }) => organisations.patch([item], { uscc, areaCode }));
  }
  for (const contract of [organisationClosed, partyOrganisationClosed]) {
    on(contract, ({ organisations }, { event: { successor }, item, happenedOn }) =>
      organisations.patch([item], { closedOn: happenedOn, successor }),
    );
  }

  on(areaRegistered, ({ areas, periods }, { event, item }) => {
    const { level, name, code, parent, keeper, validFrom, decisionNo, cameFrom } = event;
    areas.put({ area: item, level, name, code, parent, keeper, state: 'valid', validFrom, validTo: null, cameFrom, wentInto: [] });
    periods.put({ area: item, fromOn: validFrom, name, code, parent, decisionNo });
  });
  for (const [contract, changeOf] of [
    [areaRenamed, ({ name }: { name: string }) => ({ name })],
    [areaCodeChanged, ({ to }: { to: string }) => ({ code: to })],
    [areaMoved, ({ to }: { to: string }) => ({ parent: to })],
  ] as const) {
    on(contract, ({ areas, periods }, { event, item }) => {
      areas.patch([item], changeOf(event as never));
      const area = areas.get(item);
      if (!area) throw new Error('an area before it was registered');
      const { name, code, parent } = area;
      periods.put({ area: item, fromOn: event.effectiveOn, name, code, parent, decisionNo: event.decisionNo });
    });
  }
  on(areaMerged, ({ areas }, { event: { into, effectiveOn }, item }) =>
    areas.patch([item], { state: 'merged', validTo: effectiveOn, wentInto: [into] }),
  );
  on(areaSplit, ({ areas }, { event: { into, effectiveOn }, item }) =>
    areas.patch([item], { state: 'split', validTo: effectiveOn, wentInto: into }),
  );
  on(areaAbolished, ({ areas }, { event: { effectiveOn }, item }) =>
    areas.patch([item], { state: 'abolished', validTo: effectiveOn, wentInto: [] }),
  );
  foldBoundaries(on);
});
