import { randomUUID } from 'node:crypto';
import request from 'supertest';
import { calls, loanOf, loans } from '../sample/calls.sample.js';
import { hall, otherHall, startSample, type Sample } from '../sample/service.sample.js';

let sample: Sample;
beforeAll(async () => {
  sample = await startSample();
});
afterAll(() => sample.stop());
const { post, get, begun, meta } = calls(() => sample);

describe('refusals', () => {
  test('422 names the rule with title, article, force; the facts it relied on, and the policy set of each number', async () => {
    const refused = await post(loans, loanOf({ days: 31 }));
    expect(refused.status).toBe(422);
    expect(refused.headers['content-type']).toContain('application/problem+json');
    expect(refused.body).toMatchObject({
      code: 'too-long',
      detail: '借期 31 天超过上限 30 天',
      facts: { days: 31, most: 30 },
      overridable: true,
      rule: { id: 'D-hall', force: 'default' },
      parameters: [{ key: 'loan.days', set: 'SCENARIO' }],
    });
    expect(refused.body.rule.title.zh).toBeTruthy();
  });

  test('409 wrong-state says the state and the moves open to this caller', async () => {
    const id = await begun();
    await post(`${loans}/${id}/return`, {});
    const wrong = await post(`${loans}/${id}/extend`, { days: 1 });
    expect([wrong.status, wrong.body.code, wrong.body.state, wrong.body.open]).toEqual([409, 'wrong-state', 'returned', []]);
    expect(wrong.body.detail).toContain('已归还');
  });

  test('a move that its rule refuses now is listed as blocked, with reason and rule; a wrong state too', async () => {
    const locked = await get(`${loans}/${await begun({ note: 'locked' })}`);
    expect(locked.body.blocked).toMatchObject([{ move: 'return', reason: { code: 'too-early' }, rule: { id: 'D-hall' } }]);
    const id = await begun();
    await post(`${loans}/${id}/return`, {});
    expect((await get(`${loans}/${id}`)).body.blocked.map((one: { reason: { code: string } }) => one.reason.code)).toEqual([
      'wrong-state',
      'wrong-state',
    ]);
  });

  test('D-override · an overridable refusal is set aside by a second person with a role, proved by his own token, and recorded', async () => {
    const override = { reason: '家庭困难，特事特办', approver: 'manager' };
    const long = loanOf({ days: 40, override });
    expect((await post(loans, long)).body.code).toBe('override-approver');
    const made = await post(loans, long, 'clerk', { 'Override-Approval': `Bearer ${await sample.token('manager')}` });
    expect(made.status).toBe(201);
    expect(await meta(made.body.id)).toMatchObject({
      actor: 'clerk',
      rules: [expect.any(String)],
      override: { code: 'too-long', ...override },
    });
  });

  test('D-override · one’s own approval, or that of an account without a role here, does not count', async () => {
    for (const approver of ['clerk', 'other-clerk', 'auditor', 'retired']) {
      const body = loanOf({ days: 40, override: { reason: '特事特办', approver } });
      const answer = await post(loans, body, 'clerk', { 'Override-Approval': `Bearer ${await sample.token(approver)}` });
      expect([approver, answer.status, answer.body.code]).toEqual([approver, 403, 'override-approver']);
    }
  });

  test('binding law is not overridden, whatever the slice says (13.8)', async () => {
    const body = loanOf({ days: 400, override: { reason: '特事特办', approver: 'manager' } });
    const answer = await post(loans, body, 'clerk', { 'Override-Approval': `Bearer ${await sample.token('manager')}` });
    expect([answer.status, answer.body.code, answer.body.overridable]).toEqual([422, 'far-too-long', false]);
  });
});

describe('who may (decision 23)', () => {
  test('a role counts in its organisation and below it, not beside it', async () => {
    expect((await post(loans, loanOf(), 'manager')).status).toBe(201);
    const beside = await post(loans, loanOf(), 'other-clerk');
    expect([beside.status, beside.body.code]).toEqual([403, 'forbidden']);
    expect((await post(loans, loanOf({ organisation: otherHall }), 'manager')).status).toBe(403);
  });

  test('a person acts in his own matters only', async () => {
    const id = await begun();
    expect((await post(`${loans}/${id}/return`, {}, 'stranger')).status).toBe(403);
    expect((await post(`${loans}/${id}/return`, {}, 'holder')).status).toBe(200);
  });

  test('a move by the system has no address, and no account may make it', async () => {
    const id = await begun();
    expect((await post(`${loans}/${id}/lapse`, {})).status).toBe(404);
    const actor = { kind: 'account', id: 'clerk', person: null, grants: [{ role: 'window-clerk', organisation: hall }] } as const;
    const answer = await sample.service.runner.run({ slice: 'loan', id, move: 'lapse', input: {}, actor });
    expect(answer).toMatchObject({ kind: 'refused', problem: { code: 'forbidden' } });
    const fired = await sample.service.runner.run({
      slice: 'loan',
      id,
      move: 'lapse',
      input: {},
      actor: { kind: 'system', id: 'deadline:x' },
    });
    expect(fired).toMatchObject({ kind: 'made', state: 'returned' });
  });

  test('sealed fields are opened for those who may, in state and history', async () => {
    const id = await begun();
    const name = async (account: string) => {
      const { body } = await get(`${loans}/${id}`, account);
      return [body.state?.name, body.history?.[0].event.name];
    };
    expect(await name('clerk')).toEqual(['王小明', '王小明']);
    expect(await name('holder')).toEqual(['王小明', '王小明']);
    expect(await name('auditor')).toEqual([{ sealed: true }, { sealed: true }]);
    expect((await get(`${loans}/${id}`, 'other-clerk')).status).toBe(403);
    expect((await get(`${loans}/${id}`, 'stranger')).status).toBe(403);
  });

  test('a resident sees what was done, not which clerk did it', async () => {
    const id = await begun();
    expect((await get(`${loans}/${id}`, 'holder')).body.history[0]).toMatchObject({ type: 'LoanStarted', actor: null, organisation: hall });
    expect((await get(`${loans}/${id}`)).body.history[0].actor).toBe('clerk');
  });

  test('after the keys are destroyed the item is still read, its personal fields forgotten, and nothing more is sealed', async () => {
    const person = randomUUID();
    const id = await begun({ person });
    await sample.vault.destroy(person, null);
    expect((await get(`${loans}/${id}`)).body.state.name).toEqual({ forgotten: true });
    const more = await post(loans, loanOf({ person }));
    expect([more.status, more.body.code]).toEqual([409, 'person-forgotten']);
  });
});

describe('tokens', () => {
  const read = async (authorization?: string) => {
    const asked = request(sample.service.url).get(`${loans}/${randomUUID()}`);
    return authorization === undefined ? asked : asked.set('Authorization', authorization);
  };
  test('none, malformed, expired, of another issuer or audience: 401', async () => {
    const bearer = async (change: Parameters<Sample['token']>[1]) => `Bearer ${await sample.token('clerk', change)}`;
    const [head, body] = (await sample.token('clerk')).split('.');
    const bad = [
      undefined,
      'Basic Y2xlcms6',
      'Bearer x',
      `Bearer ${head}.${body}.${'A'.repeat(86)}`,
      `Bearer ${Buffer.from('{"alg":"none"}').toString('base64url')}.${body}.AA`,
      await bearer({ expires: '-1s' }),
      await bearer({ issuer: 'http://other.test/' }),
      await bearer({ audience: 'other' }),
    ];
    for (const authorization of bad) {
      const answer = await read(authorization);
      expect([answer.status, answer.body.code]).toEqual([401, 'unauthenticated']);
      expect(answer.headers['www-authenticate']).toBe('Bearer');
    }
  });

  test('an account that is unknown or not active: 403', async () => {
    for (const account of ['nobody', 'retired']) {
      const answer = await get(`${loans}/${randomUUID()}`, account);
      expect([answer.status, answer.body.code]).toEqual([403, 'account-unknown']);
    }
  });

  test('while the mirrored accounts lag: 503 facts-not-ready with Retry-After, never a 403', async () => {
    sample.lag(true);
    try {
      const answer = await post(loans, loanOf());
      expect([answer.status, answer.body.code, answer.headers['retry-after']]).toEqual([503, 'facts-not-ready', '2']);
    } finally {
      sample.lag(false);
    }
  });
});

describe('papers', () => {
  const pdf = async (path: string, account = 'clerk') =>
    request(sample.service.url)
      .get(path)
      .set('Authorization', `Bearer ${await sample.token(account)}`)
      .responseType('blob');

  test('what was recorded is printed, and printed again the same, byte for byte; each event that a paper tells has its own', async () => {
    const id = await begun();
    for (const days of [20, 25]) await post(`${loans}/${id}/extend`, { days });
    const { papers } = (await get(`${loans}/${id}/papers`)).body as { papers: { paper: string; revision: string; href: string }[] };
    expect(papers.map(({ paper, revision }) => `${paper} ${revision}`)).toEqual([
      'supplement-notice 1',
      'acceptance-notice 2',
      'acceptance-notice 3',
    ]);
    const [first, again, other, latest] = await Promise.all(
      [papers[1]!.href, papers[1]!.href, papers[2]!.href, `${loans}/${id}/papers/acceptance-notice`].map((path) => pdf(path)),
    );
    expect([first!.status, first!.headers['content-type']]).toEqual([200, 'application/pdf']);
    expect(first!.headers['content-disposition']).toContain(`filename*=UTF-8''${encodeURIComponent('延期通知-2.pdf')}`);
    expect((first!.body as Buffer).subarray(0, 5).toString()).toBe('%PDF-');
    expect(again!.body).toEqual(first!.body);
    expect(other!.body).not.toEqual(first!.body);
    expect(latest!.body).toEqual(other!.body);
  });

  test('a personal field is opened on paper only for who may open it, and each printing is logged without it', async () => {
    const id = await begun({ name: '欧阳㐂玥' });
    const path = `${loans}/${id}/papers/supplement-notice`;
    const answers = await Promise.all(['clerk', 'holder', 'auditor', 'other-clerk', 'stranger'].map((account) => pdf(path, account)));
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 403, 403, 403]);
    expect((await get(`${loans}/${id}/papers`, 'auditor')).status).toBe(200);
    expect((await get(`${loans}/${id}/papers`, 'other-clerk')).status).toBe(403);
    const printed = sample.lines.filter((line) => line.includes('a paper was printed') && line.includes(id));
    const told = { paper: 'supplement-notice', revision: '1', opened: 1 };
    const lines = printed.map((line) => JSON.parse(line) as { actor: string });
    expect(lines.sort((a, b) => (a.actor < b.actor ? -1 : 1))).toMatchObject(['clerk', 'holder'].map((actor) => ({ actor, ...told })));
    expect(sample.lines.join()).not.toContain('㐂');
  });

  test('what cannot be printed is a problem that says why', async () => {
    const id = await begun({ name: '𠮷田' });
    const code = async (path: string) => {
      const { status, body } = await get(`${loans}/${path}`);
      return `${status} ${(body as { code: string }).code}`;
    };
    expect(await code(`${id}/papers/acceptance-notice`)).toBe('409 paper-not-yet');
    expect(await code(`${id}/papers/acceptance-notice?revision=1`)).toBe('404 paper-not-found');
    expect(await code(`${id}/papers/admission-application`)).toBe('404 paper-not-found');
    expect(await code(`${id}/papers/acceptance-notice?revision=x`)).toBe('400 invalid-input');
    expect(await code(`${id}/papers/acceptance-notice?revision=1&revision=2`)).toBe('400 invalid-input');
    expect(await code(`${randomUUID()}/papers`)).toBe('404 item-not-found');
    expect(await code(`${id}/papers/supplement-notice`)).toBe('409 paper-not-printable');
    expect((await get(`${loans}/${id}/papers/supplement-notice`)).body.detail).toBe('字库中没有“𠮷”字，文书无法打印');
    const person = randomUUID();
    const forgotten = await begun({ person });
    await sample.vault.destroy(person, null);
    expect(await code(`${forgotten}/papers/supplement-notice`)).toBe('409 person-forgotten');
  });
});
