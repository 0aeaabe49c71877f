import { testDatabase, type TestDatabase } from '@yimen/testing/servers';
import type { Sealed } from '@yimen/kernel';
import type { NoticeOrder } from '../definition.js';
import { provision } from '../provision/provision.js';
import { NoticeDiffers, NoticeOutbox } from './outbox.js';

const contact = `yv1.A256GCM.01981f00-0000-7000-8000-000000000001.c2VhbGVk` as Sealed;
const order: NoticeOrder = {
  noticeId: '0198-1',
  person: '01981f00-0000-7000-8000-000000000002',
  channel: 'sms',
  subject: { zh: '补正通知书', en: 'Supplement notice' },
  body: { zh: '请补交户口簿', en: 'Please bring the household register' },
  contact,
};

describe('the notice outbox', () => {
  let db: TestDatabase;
  let outbox: NoticeOutbox;
  beforeAll(async () => {
    db = await testDatabase();
    await provision({
      adminUrl: db.url,
      services: [{ service: 'public-services', kind: 'records', password: 'spec' }],
      mode: 'demo',
      version: '0.1.0',
    });
    outbox = new NoticeOutbox(db.pool, 'public-services');
  });
  afterAll(() => db.drop());

  test('the same notice handed over many times at once is kept once and answers one receipt', async () => {
    const receipts = await Promise.all(Array.from({ length: 8 }, () => outbox.send(order)));
    expect(new Set(receipts.map(({ receipt }) => receipt))).toEqual(new Set(['outbox:0198-1']));
    expect(await outbox.list({ person: order.person })).toHaveLength(1);
  });

  test('a notice id used for another text is an error, not a silent loss', async () => {
    await expect(outbox.send({ ...order, body: { zh: '别的', en: 'Other' } })).rejects.toThrow(NoticeDiffers);
  });

  test('the list shows that there is a contact, never the contact', async () => {
    const [notice] = await outbox.list();
    expect(notice).toMatchObject({ state: 'handed', hasContact: true });
    expect(JSON.stringify(notice)).not.toContain(contact);
  });

  test('a clear phone number is no contact: the table refuses it', async () => {
    await expect(outbox.send({ ...order, noticeId: '0198-2', contact: '13800000000' as Sealed })).rejects.toMatchObject({ code: '23514' });
  });

  test('delivered stays delivered', async () => {
    expect(await outbox.report(order.noticeId, 'delivered')).toBe(true);
    expect(await outbox.report(order.noticeId, 'failed')).toBe(false);
    expect(await outbox.list({ state: 'delivered' })).toHaveLength(1);
  });
});
