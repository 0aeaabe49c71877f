import type { Text } from '@yimen/kernel';
import type pg from 'pg';
import type { NoticeOrder } from '../definition.js';
import { schemaOf } from '../provision/services.js';

export type NoticeState = 'handed' | 'delivered' | 'failed';

/** A notice as the channel keeps it. The contact stays sealed: it is for the channel's own adapter, never for a list or a log line. */
export interface NoticeRecord {
  readonly noticeId: string;
  readonly person: string;
  readonly channel: NoticeOrder['channel'];
  readonly subject: Text;
  readonly body: Text;
  readonly state: NoticeState;
  readonly receipt: string;
  /** Whether a sealed contact came with it; the value itself is not listed. */
  readonly hasContact: boolean;
  /** System clock, ISO instants. */
  readonly handedAt: string;
  readonly stateAt: string;
}

/**
 * Takes notices to people. Idempotent by notice id: the same order again answers the same receipt and is sent once.
 * Throws NoticeDiffers where the id was used for another order.
 */
export interface NoticePort {
  send(order: NoticeOrder): Promise<{ readonly receipt: string }>;
}

/** A notice id was used again for another person, channel or text. */
export class NoticeDiffers extends Error {
  constructor(readonly noticeId: string) {
    super(`notice ${noticeId} was handed over before with another content`);
    this.name = 'NoticeDiffers';
  }
}

/**
 * Notice port on a table of the service's own schema: nothing leaves the installation, the demonstration shows the table,
 * and an adapter of an agency's channel can work it off.
 */
export class NoticeOutbox implements NoticePort {
  readonly #pool: pg.Pool;
  readonly #table: string;

  constructor(pool: pg.Pool, service: string) {
    this.#pool = pool;
    this.#table = `${schemaOf(service)}.notice`;
  }

  async send(order: NoticeOrder): Promise<{ readonly receipt: string }> {
    const values = [
      order.noticeId,
      order.person,
      order.channel,
      order.contact ?? null,
      JSON.stringify(order.subject),
      JSON.stringify(order.body),
      `outbox:${order.noticeId}`,
    ];
    await this.#pool.query(
      `INSERT INTO ${this.#table} (notice_id, person, channel, contact, subject, body, receipt)
       VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (notice_id) DO NOTHING`,
      values,
    );
    // A sealed value differs at every sealing, so the contact is no part of what makes an order the same.
    const { rows } = await this.#pool.query<{ receipt: string; same: boolean }>(
      `SELECT receipt, person = $2 AND channel = $3 AND subject = $4::jsonb AND body = $5::jsonb AS same FROM ${this.#table} WHERE notice_id = $1`,
      [order.noticeId, order.person, order.channel, JSON.stringify(order.subject), JSON.stringify(order.body)],
    );
    if (!rows[0]?.same) throw new NoticeDiffers(order.noticeId);
    return { receipt: rows[0].receipt };
  }

  /** What the channel reports. A notice once delivered stays so; false where the id is not known or nothing changed. */
  async report(noticeId: string, state: 'delivered' | 'failed'): Promise<boolean> {
    const { rowCount } = await this.#pool.query(
      `UPDATE ${this.#table} SET state = $2, state_at = clock_timestamp() WHERE notice_id = $1 AND state <> $2 AND state <> 'delivered'`,
      [noticeId, state],
    );
    return rowCount === 1;
  }

  /** The outbox, latest first: at most `max` rows (default 50), of one person or one state where asked. */
  async list(filter: { readonly person?: string; readonly state?: NoticeState; readonly max?: number } = {}): Promise<NoticeRecord[]> {
    const { rows } = await this.#pool.query<{
      notice_id: string;
      person: string;
      channel: NoticeOrder['channel'];
      subject: Text;
      body: Text;
      state: NoticeState;
      receipt: string;
      has_contact: boolean;
      handed_at: Date;
      state_at: Date;
    }>(
      `SELECT notice_id, person, channel, subject, body, state, receipt, contact IS NOT NULL AS has_contact, handed_at, state_at FROM ${this.#table}
       WHERE ($1::text IS NULL OR person = $1) AND ($2::text IS NULL OR state = $2) ORDER BY handed_at DESC, notice_id LIMIT $3`,
      [filter.person ?? null, filter.state ?? null, filter.max ?? 50],
    );
    return rows.map((row) => ({
      noticeId: row.notice_id,
      person: row.person,
      channel: row.channel,
      subject: row.subject,
      body: row.body,
      state: row.state,
      receipt: row.receipt,
      hasContact: row.has_contact,
      handedAt: row.handed_at.toISOString(),
      stateAt: row.state_at.toISOString(),
    }));
  }
}
