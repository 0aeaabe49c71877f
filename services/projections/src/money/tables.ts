import { table } from '@yimen/projection-engine/projection';

/** The book of a source and year; amounts in fen. It holds: received = paid + committed + free. */
export interface SourceRow {
  readonly source: string;
  readonly year: number;
  readonly kind: string;
  readonly name: string;
  readonly area: string;
  readonly payer: string;
  readonly owner: string;
  readonly agency: string;
  /** Its payer decided on the smaller of two amounts (6.2). */
  readonly smaller: boolean;
  readonly budget: bigint;
  readonly received: bigint;
  readonly paid: bigint;
  readonly committed: bigint;
  readonly free: bigint;
  readonly closed: boolean;
}

/** Money of a source that is bound, or could not be bound for an agreement; `open` is neither paid nor released. */
export interface CommitmentRow {
  readonly source: string;
  readonly commitment: string;
  readonly line: string;
  readonly payee: string | null;
  readonly application: string | null;
  readonly amount: bigint;
  readonly open: bigint;
  readonly refused: string | null;
}

export interface ClaimRow {
  readonly source: string;
  readonly claim: string;
  readonly commitment: string;
  readonly amount: bigint;
}

/** A paper of treasury or bank in the books: money in or out, back from who was paid, or back to the payer. */
export interface VoucherRow {
  readonly source: string;
  readonly system: string;
  readonly number: string;
  readonly direction: 'in' | 'out' | 'back' | 'recovered';
  readonly amount: bigint;
  readonly date: string;
  /** The community that was paid by an agreement. */
  readonly payee: string | null;
  /** The contract of purchase under which it was paid. */
  readonly contract: string | null;
}

export interface MatterRow {
  readonly application: string;
  readonly matter: string;
  readonly number: string;
  readonly state: string;
}

/** Money of one matter for one community: promised by the agreement, received, confirmed; amounts in fen. */
export interface PromiseRow {
  readonly application: string;
  readonly community: string;
  readonly department: string;
  readonly finance: string;
  readonly matter: string;
  readonly number: string;
  readonly state: string;
  readonly promised: bigint;
  readonly committed: bigint;
  /** Why finance could not bind the money; null where it could, or has said nothing yet. */
  readonly refused: string | null;
  readonly received: bigint;
  readonly confirmed: bigint;
  readonly plan: readonly { readonly on: string; readonly amount: string }[];
  /** The oldest instalment that the money does not reach, with what is missing of it; null where none is open. */
  readonly owedSince: string | null;
  readonly owed: bigint;
}

const money = { type: 'bigint' } as const;

export const moneyTables = {
  sources: table<SourceRow>('fund_source', {
    columns: {
      source: { type: 'text' },
      year: { type: 'int' },
      kind: { type: 'text' },
      name: { type: 'text' },
      area: { type: 'text' },
      payer: { type: 'uuid' },
      owner: { type: 'uuid' },
      agency: { type: 'uuid' },
      smaller: { type: 'boolean' },
      budget: money,
      received: money,
      paid: money,
      committed: money,
      free: money,
      closed: { type: 'boolean' },
    },
    key: ['source'],
    indices: [['owner', 'year'], ['payer']],
  }),
  commitments: table<CommitmentRow>('commitment', {
    columns: {
      source: { type: 'text' },
      commitment: { type: 'text' },
      line: { type: 'text' },
      payee: { type: 'uuid', nullable: true },
      application: { type: 'uuid', nullable: true },
      amount: money,
      open: money,
      refused: { type: 'text', nullable: true },
    },
    key: ['source', 'commitment'],
  }),
  claims: table<ClaimRow>('payment_claim', {
    columns: { source: { type: 'text' }, claim: { type: 'text' }, commitment: { type: 'text' }, amount: money },
    key: ['source', 'claim'],
  }),
  vouchers: table<VoucherRow>('voucher', {
    columns: {
      source: { type: 'text' },
      system: { type: 'text' },
      number: { type: 'text' },
      direction: { type: 'text' },
      amount: money,
      date: { type: 'date' },
      payee: { type: 'uuid', nullable: true },
      contract: { type: 'uuid', nullable: true },
    },
    key: ['source', 'system', 'number', 'date'],
    indices: [['date']],
  }),
  matters: table<MatterRow>('matter', {
    columns: { application: { type: 'uuid' }, matter: { type: 'text' }, number: { type: 'text' }, state: { type: 'text' } },
    key: ['application'],
  }),
  promises: table<PromiseRow>('promise', {
    columns: {
      application: { type: 'uuid' },
      community: { type: 'uuid' },
      department: { type: 'uuid' },
      finance: { type: 'uuid' },
      matter: { type: 'text' },
      number: { type: 'text' },
      state: { type: 'text' },
      promised: money,
      committed: money,
      refused: { type: 'text', nullable: true },
      received: money,
      confirmed: money,
      plan: { type: 'json' },
      owedSince: { type: 'date', nullable: true },
      owed: money,
    },
    key: ['application', 'community'],
    indices: [['community']],
  }),
};
