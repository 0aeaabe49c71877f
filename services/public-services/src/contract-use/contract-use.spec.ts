import { checkSlice } from '@yimen/service-shell/slice';
import { scenario } from '@yimen/testing';
import { ids, on, system } from '../hall.sample.js';
import { contractUse, type ContractUseEvent } from './contract-use.js';

const day = '2026-04-03';
const told = on(day, system);
const taken: ContractUseEvent = { type: 'ContractTaken', application: ids.case, on: day };
const over = (application: string | null): ContractUseEvent => ({
  ...{ type: 'ContractOver', application, how: 'terminated', reason: '严重违约', on: day },
});
const end = { how: 'terminated', reason: '严重违约' } as const;

test('the table of a contract’s use holds', () => {
  expect(checkSlice(contractUse as never, { histories: [[taken, over(ids.case)], [over(null)]] })).toEqual([]);
});

test('13.5, D-purchase-order · one matter at most rests on a contract, and on none that is over', () => {
  scenario(contractUse).given().when('take', { application: ids.case }, told).then(taken);
  scenario(contractUse).given(taken).when('take', { application: ids.case }, told).then([]);
  scenario(contractUse)
    .given(taken)
    .when('take', { application: ids.item }, told)
    .then({ refused: 'contract-taken', rule: 'D-purchase-order' });
  scenario(contractUse)
    .given(taken, over(ids.case))
    .when('take', { application: ids.case }, told)
    .then({ refused: 'contract-over', rule: 'D-purchase-order' });
});

test('the end names the matter that rested on it, once', () => {
  scenario(contractUse).given(taken).when('end', end, told).then(over(ids.case));
  scenario(contractUse).given().when('end', end, told).then(over(null));
  scenario(contractUse).given(taken, over(ids.case)).when('end', end, told).then([]);
});
