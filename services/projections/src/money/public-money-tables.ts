import { table } from '@yimen/projection-engine/projection';

/** A purchase of services (6.5); amounts in fen. */
export interface PurchaseRow {
  readonly contract: string;
  readonly buyer: string;
  readonly supplier: string | null;
  readonly service: string;
  readonly state: string;
  /** Where the budget stands; empty before it does. */
  readonly source: string;
  readonly line: string;
  readonly budget: bigint;
  readonly price: bigint;
  readonly bound: bigint;
  readonly accepted: bigint;
  readonly paid: bigint;
  /** Nothing more is to be performed. */
  readonly last: boolean;
  /** First and last day; null before the contract is signed. */
  readonly from: string | null;
  readonly to: string | null;
}

/** What one decision granted to a community (6.3). */
export interface GrantRow {
  readonly community: string;
  readonly ordinal: number;
  readonly year: number;
  readonly payer: string;
  readonly amount: bigint;
  readonly forBuilding: bigint;
  readonly award: bigint;
  readonly on: string;
}

/** Money or goods that were given to a source; who gave stands in the books alone. */
export interface DonationRow {
  readonly source: string;
  readonly ordinal: number;
  readonly kind: 'money' | 'goods';
  readonly receipt: string;
  readonly amount: bigint;
  readonly purpose: string | null;
  readonly goods: string | null;
  readonly on: string;
}

/** A project whose money could not be bound when it was filed: whose money of which year it is. What is to be done about it is a task. */
export interface UnboundProjectRow {
  readonly project: string;
  readonly community: string;
  readonly year: number;
}

/** Something of a source and year that has to be published or audited (6.4). */
export interface DutyRow {
  readonly source: string;
  readonly what: 'budget' | 'payment' | 'donations' | 'final-account' | 'yearly-audit' | 'leaving-office-audit';
  /** The claim that was paid; whose audit on leaving office it is, or its day where nobody asked for it; empty for the others. */
  readonly of: string;
  readonly year: number;
  readonly owner: string;
  readonly payer: string;
  readonly agency: string;
  /** Whose duty it is: the owner publishes, the payer has the year audited, the sub-district that keeps the accounts who leaves office (RCL25 38). */
  readonly organisation: string;
  readonly amount: bigint | null;
  /** Last day; null where nothing but the closing of the books waits for it. */
  readonly dueOn: string | null;
  /** Whether it can be done: a payment is published once it is accepted. */
  readonly ready: boolean;
  /** Published or audited on; and the last day of the publication. */
  readonly doneOn: string | null;
  readonly until: string | null;
}

const money = { type: 'bigint' } as const;
const day = { type: 'date' } as const;
const dayOrNone = { type: 'date', nullable: true } as const;

export const publicMoneyTables = {
  purchases: table<PurchaseRow>('purchase', {
    columns: {
      contract: { type: 'uuid' },
      buyer: { type: 'uuid' },
      supplier: { type: 'uuid', nullable: true },
      service: { type: 'text' },
      state: { type: 'text' },
      source: { type: 'text' },
      line: { type: 'text' },
      budget: money,
      price: money,
      bound: money,
      accepted: money,
      paid: money,
      last: { type: 'boolean' },
      from: dayOrNone,
      to: dayOrNone,
    },
    key: ['contract'],
    indices: [['buyer'], ['supplier']],
  }),
  grants: table<GrantRow>('grant_decided', {
    columns: {
      community: { type: 'uuid' },
      ordinal: { type: 'int' },
      year: { type: 'int' },
      payer: { type: 'uuid' },
      amount: money,
      forBuilding: money,
      award: money,
      on: day,
    },
    key: ['community', 'ordinal'],
  }),
  donations: table<DonationRow>('donation', {
    columns: {
      source: { type: 'text' },
      ordinal: { type: 'int' },
      kind: { type: 'text' },
      receipt: { type: 'text' },
      amount: money,
      purpose: { type: 'text', nullable: true },
      goods: { type: 'text', nullable: true },
      on: day,
    },
    key: ['source', 'ordinal'],
  }),
  unboundProjects: table<UnboundProjectRow>('project_unbound', {
    columns: { project: { type: 'uuid' }, community: { type: 'uuid' }, year: { type: 'int' } },
    key: ['project'],
    indices: [['community', 'year']],
  }),
  duties: table<DutyRow>('duty', {
    columns: {
      source: { type: 'text' },
      what: { type: 'text' },
      of: { type: 'text' },
      year: { type: 'int' },
      owner: { type: 'uuid' },
      payer: { type: 'uuid' },
      agency: { type: 'uuid' },
      organisation: { type: 'uuid' },
      amount: { type: 'bigint', nullable: true },
      dueOn: dayOrNone,
      ready: { type: 'boolean' },
      doneOn: dayOrNone,
      until: dayOrNone,
    },
    key: ['source', 'what', 'of'],
    indices: [['owner', 'year'], ['dueOn']],
  }),
};
