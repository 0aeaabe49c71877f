import type { Answered } from './door.sample.js';
import { judge } from './judge.sample.js';

const problem = { status: 422, code: 'window-taken', detail: '窗口已有人', detailEn: 'taken', rule: { id: 'D-hall' } };
const answered = (change: Partial<Answered> = {}, told: object = problem): Answered => ({
  status: 422,
  headers: { 'content-type': 'application/problem+json; charset=utf-8', 'retry-after': '2' },
  body: JSON.stringify(told),
  ...change,
});
const post = { method: 'POST' };

test('a problem in order has no faults, and neither has what was done', () => {
  expect(judge(post, answered(), [422])).toEqual([]);
  expect(judge(post, answered({ status: 201 }), [])).toEqual([]);
  expect(judge({ method: 'HEAD' }, answered({ status: 404, body: '' }), [])).toEqual([]);
});

test.each([
  ['a fault of the program', answered({ status: 500 }, { ...problem, status: 500 }), 'answered 500'],
  ['a gateway’s own fault', answered({ status: 502 }, { ...problem, status: 502 }), 'answered 502'],
  ['a way elsewhere', answered({ status: 302 }), 'answered 302, which is neither done nor refused'],
  [
    'a status that was not promised',
    answered({ status: 418 }, { ...problem, status: 418 }),
    'answered 418, which the document does not promise',
  ],
  ['another status in the body', answered({}, { ...problem, status: 400 }), 'the problem says 400'],
  [
    '503 without a time',
    answered({ status: 503, headers: { 'content-type': 'application/problem+json' } }, { ...problem, status: 503 }),
    '503 without Retry-After',
  ],
  ['a page instead of a problem', answered({ headers: { 'content-type': 'text/html' } }), 'content type text/html'],
  ['no JSON', answered({ body: '<html>' }), 'no problem in the body: <html>'],
  ['no code', answered({}, { ...problem, code: undefined }), 'code undefined'],
  ['no Chinese', answered({}, { ...problem, detail: 'taken' }), 'detail taken is not Chinese'],
  ['a refusal by no rule', answered({}, { ...problem, rule: undefined }), 'the rule undefined is not one of policy'],
  ['a refusal by an unknown rule', answered({}, { ...problem, rule: { id: 'R-0' } }), 'the rule R-0 is not one of policy'],
  ['a stack', answered({}, { ...problem, facts: { at: 'file:///x/a.js:12:3' } }), 'the body tells about the inside'],
])('%s is found', (_what, answer, fault) => {
  expect(judge(post, answer, [422])).toEqual([fault]);
});
