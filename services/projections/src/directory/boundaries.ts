import {
  boundariesDrawn,
  boundaryRegisterOpened,
  boundaryWithdrawn,
  residentialParcelRecorded,
  residentialParcelRemoved,
  type EventContract,
  type EventOf,
  type Surface,
} from '@yimen/contracts';
import { table, type OwnRows } from '@yimen/projection-engine/projection';

/** The register of a county: how much stands in it. */
export interface BoundaryRegisterRow {
  readonly county: string;
  readonly code: string;
  readonly keeper: string;
  readonly communities: number;
  readonly parcels: number;
  readonly openParcels: number;
  readonly changedOn: string | null;
}

/** Interval row: the line of a community from a date on, up to the day before `untilOn` (A3). */
export interface BoundaryRow {
  readonly county: string;
  readonly community: string;
  readonly fromOn: string;
  readonly untilOn: string | null;
  readonly boundary: Surface;
  readonly source: string;
  readonly decisionNo: string;
  readonly squareMetres: bigint;
}

export interface ResidentialParcelRow {
  readonly county: string;
  readonly parcel: string;
  readonly name: string;
  readonly boundary: Surface;
  readonly source: string;
  readonly squareMetres: bigint;
  /** Square metres under no community. */
  readonly open: bigint;
}

const uuid = { type: 'uuid' } as const;
const text = { type: 'text' } as const;
const int = { type: 'int' } as const;
const bigint = { type: 'bigint' } as const;
const json = { type: 'json' } as const;
const date = { type: 'date' } as const;

export const boundaryTables = {
  registers: table<BoundaryRegisterRow>('boundary_register', {
    columns: {
      county: uuid,
      code: text,
      keeper: uuid,
      communities: int,
      parcels: int,
      openParcels: int,
      changedOn: { ...date, nullable: true },
    },
    key: ['county'],
  }),
  boundaries: table<BoundaryRow>('boundary', {
    columns: {
      ...{ county: uuid, community: uuid, fromOn: date, untilOn: { ...date, nullable: true } },
      ...{ boundary: json, source: text, decisionNo: text, squareMetres: bigint },
    },
    key: ['county', 'community', 'fromOn'],
  }),
  parcels: table<ResidentialParcelRow>('residential_parcel', {
    columns: { county: uuid, parcel: text, name: text, boundary: json, source: text, squareMetres: bigint, open: bigint },
    key: ['county', 'parcel'],
  }),
};

interface BoundaryRows {
  readonly registers: OwnRows<BoundaryRegisterRow>;
  readonly boundaries: OwnRows<BoundaryRow>;
  readonly parcels: OwnRows<ResidentialParcelRow>;
}
type On = <C extends EventContract>(
  contract: C,
  apply: (rows: BoundaryRows, delivered: { readonly event: EventOf<C>; readonly item: string }) => void,
) => void;
type Coverage = EventOf<typeof boundariesDrawn>['coverage'];

/** Folds of the registers of boundaries; the item is the county. */
export function foldBoundaries(on: On): void {
  on(boundaryRegisterOpened, ({ registers }, { event: { code, keeper }, item: county }) =>
    registers.put({ county, code, keeper, communities: 0, parcels: 0, openParcels: 0, changedOn: null }),
  );
  on(boundariesDrawn, (rows, { event: { drawn, effectiveOn, decisionNo, coverage }, item: county }) => {
    for (const { community, boundary, source, squareMetres } of drawn) {
      end(rows, community, effectiveOn);
      const line = { boundary, source, decisionNo, squareMetres: BigInt(squareMetres) };
      rows.boundaries.put({ county, community, fromOn: effectiveOn, untilOn: null, ...line });
    }
    look(rows, county, coverage);
    count(rows, county, effectiveOn);
  });
  on(boundaryWithdrawn, (rows, { event: { community, effectiveOn, coverage }, item: county }) => {
    end(rows, community, effectiveOn);
    look(rows, county, coverage);
    count(rows, county, effectiveOn);
  });
  on(residentialParcelRecorded, (rows, { event: { parcel, name, boundary, source, squareMetres, open }, item: county }) => {
    rows.parcels.put({ county, parcel, name, boundary, source, squareMetres: BigInt(squareMetres), open: BigInt(open) });
    count(rows, county);
  });
  on(residentialParcelRemoved, (rows, { event: { parcel }, item: county }) => {
    rows.parcels.remove(county, parcel);
    count(rows, county);
  });
}

/** The line that holds ends with the day before. */
function end({ boundaries }: BoundaryRows, community: string, untilOn: string): void {
  const holds = boundaries.all().find((row) => row.community === community && row.untilOn === null);
  if (holds) boundaries.patch([holds.county, community, holds.fromOn], { untilOn });
}

function look({ parcels }: BoundaryRows, county: string, coverage: Coverage): void {
  for (const { parcel, open } of coverage) parcels.patch([county, parcel], { open: BigInt(open) });
}

function count({ registers, boundaries, parcels }: BoundaryRows, county: string, changedOn?: string): void {
  const recorded = parcels.all();
  registers.patch([county], {
    communities: boundaries.all().filter(({ untilOn }) => untilOn === null).length,
    parcels: recorded.length,
    openParcels: recorded.filter(({ open }) => open > 0n).length,
    ...(changedOn !== undefined && { changedOn }),
  });
}
