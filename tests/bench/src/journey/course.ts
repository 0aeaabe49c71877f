import { setTimeout as sleep } from 'node:timers/promises';
import { visitId } from '@yimen/public-services';
import type { Client } from '../system/client.js';
import { letter, type BenchHall } from '../system/halls.js';
import type { Stages } from './stages.js';

/** How often a window looks whether the visit is there, as the demonstration does; asking without a pause would be a load of its own. */
const POLL_MS = 50;
const window = '1';
const materials = ['form', 'income', 'lease'];

/** A window of one hall: cases come one after another, so the client knows each ticket's number. */
export class Window {
  #tickets = 0;

  constructor(
    private readonly client: Client,
    private readonly at: BenchHall,
    private readonly stages: Stages,
  ) {}

  /** One whole case: from the ticket to the rating, every move by the account whose business it is. */
  async serve(applicant: string): Promise<void> {
    const { queue, hall, item } = this.at;
    const ticket = `${letter}${String((this.#tickets += 1)).padStart(3, '0')}`;
    const move = (stage: Parameters<Stages['time']>[0], account: string, path: string, input: unknown = {}) =>
      this.stages.time(stage, () => this.client.post(account, `/api/public-services/${path}`, input));
    await move('ticket', 'kiosk-1', `queues/${queue}/take`, { item, priority: null, age: null });
    await move('call', 'clerk-1', `queues/${queue}/call`, { window });
    await move('serve', 'clerk-1', `queues/${queue}/serve`, { ticket, window, person: applicant });
    const visit = visitId(queue, ticket);
    await this.stages.time('visit', () => this.#opened(visit));
    const { body } = await move('submit', 'clerk-1', 'cases/submit', {
      ...{ item, hall, visit, applicant, mode: 'ordinary', noticeChannel: 'sms', provided: materials, agent: null, phone: '19900000001' },
    });
    const at = `cases/${String(body['id'])}`;
    await move('check', 'clerk-1', `${at}/check`, { provided: materials });
    await move('accept', 'clerk-1', `${at}/accept`);
    await move('dispatch', 'clerk-1', `${at}/dispatch`, { to: null });
    await move('handle', 'handler-1', `${at}/take`);
    await move('decide', 'handler-1', `${at}/decide`, { outcome: 'granted', reason: null, remedy: null });
    await move('ready', 'handler-1', `${at}/make-ready`, { number: `示字-${ticket}` });
    await move('deliver', 'clerk-1', `${at}/deliver`, { way: 'window', receivedBy: 'applicant', proof: `签收-${ticket}`, visit });
    await move('close', 'clerk-1', `visits/${visit}/close`);
    await move('rate', 'kiosk-1', `ratings/visit~${visit}/rate-at-kiosk`, { level: 5, reasons: [], named: false });
  }

  /** The process opens the visit of a served ticket by itself. */
  async #opened(visit: string): Promise<void> {
    for (const until = Date.now() + 20_000; ;) {
      const { status } = await this.client.ask('clerk-1', `/api/public-services/visits/${visit}`);
      if (status === 200) return;
      if (Date.now() > until) throw new Error(`no process opened the visit ${visit}: ${status}`);
      await sleep(POLL_MS);
    }
  }
}
