import {
  agreementSigned,
  carryOverRepeated,
  commitmentAsked,
  commitmentEnded,
  fundSourceOpened,
  instalmentReturned,
  itemPaid,
  itemRefunded,
  matterExited,
  matterExpired,
  moneyCarriedOver,
  moneyCommitted,
  performanceAccepted,
  projectAccepted,
  projectMoneyAsked,
  purchaseClaimPaid,
  purchaseClaimRefunded,
  purchaseMoneyAsked,
  purchaseMoneyEnded,
  receiptConfirmed,
  roleRevoked,
} from '@yimen/contracts';
import { process, type Process } from '@yimen/service-shell/slice';
import { fundSource } from './fund-source/fund-source.js';
import { ownSource } from './ids.js';
import { project } from './project/project.js';
import { purchaseContract } from './purchase-contract/purchase-contract.js';
import { matterMoney } from './matter-money/matter-money.js';

const ofMatter = (id: string, move: 'ask' | 'end', input: object) => ({ slice: matterMoney.name, id, move, input });
const inSource = (
  id: string,
  move:
    | 'commitAgreement'
    | 'releaseAgreement'
    | 'receiveInstalment'
    | 'giveBackInstalment'
    | 'commitProject'
    | 'commitPurchase'
    | 'admitWork'
    | 'askLeavingAudit'
    | 'carryIn'
    | 'repeatCarryOver',
  input: object,
) => ({
  slice: fundSource.name,
  id,
  move,
  input,
});

/** What a matter needs and gives back: kept by the matter, since an exit names neither source nor community. */
const followMatters = process('money-of-matters', { zh: '费随事转', en: 'the money goes with the matter' }, (on) => {
  on(agreementSigned, ({ event: { department, finance, community, budgetLine, purpose, plan }, item }) =>
    ofMatter(item, 'ask', { department, finance, community, budgetLine, ...(purpose !== undefined && { purpose }), plan }),
  );
  const end = (item: string, reason: string) => ofMatter(item, 'end', { reason });
  on(matterExited, ({ event: { ground }, item }) => end(item, `事项退出：${ground}`));
  on(matterExpired, ({ item }) => end(item, '事项到期'));
});

/** One process for both, so that a release never overtakes the commitment that it ends. */
const bindMoney = process('bind-money', { zh: '承诺与释放资金', en: 'bind and release the money of agreements' }, (on) => {
  on(commitmentAsked, ({ event: { source, commitment, community, line, purpose, amount, plan }, item }) =>
    inSource(source, 'commitAgreement', {
      ...{ commitment, application: item, community, line, amount, plan },
      ...(purpose !== undefined && { purpose }),
    }),
  );
  on(commitmentEnded, ({ event: { source, commitment, reason } }) => inSource(source, 'releaseAgreement', { commitment, reason }));
});

/** A project that is filed gets its money, and hears of what was paid for it; what it did not need is free again when it is accepted. */
const payProjects = process('money-of-projects', { zh: '为民服务项目资金', en: 'the money of people-service projects' }, (on) => {
  const ofProject = (id: string, move: 'allocate' | 'spend' | 'refund', input: object) => ({ slice: project.name, id, move, input });
  on(projectMoneyAsked, ({ event: { community, source, line, amount }, item }) =>
    inSource(source, 'commitProject', { project: item, community, line, amount }),
  );
  on(moneyCommitted, ({ event: { reason, commitment, amount } }) =>
    reason.kind === 'item' && reason.of === commitment ? ofProject(commitment, 'allocate', { amount }) : undefined,
  );
  on(itemPaid, ({ event: { item: id, claim, amount } }) => ofProject(id, 'spend', { claim, amount }));
  on(itemRefunded, ({ event: { item: id, claim, amount, voucher } }) => ofProject(id, 'refund', { claim, amount, voucher }));
  on(projectAccepted, ({ event: { source }, item }) => inSource(source, 'releaseAgreement', { commitment: item, reason: '项目验收' }));
});

/** 6.5: a contract of purchase stands in its buyer's books: bound, owed as its work is accepted, paid by claims alone; its end frees the rest. */
const payPurchases = process('money-of-purchases', { zh: '购买合同资金', en: 'the money of contracts of purchase' }, (on) => {
  const ofContract = (id: string, move: 'noteBound' | 'notePaid' | 'noteRefund', input: object) => ({
    slice: purchaseContract.name,
    ...{ id, move, input },
  });
  on(purchaseMoneyAsked, ({ event: { source, buyer, line, amount }, item: contract }) =>
    inSource(source, 'commitPurchase', { contract, buyer, line, amount }),
  );
  on(moneyCommitted, ({ event: { reason, commitment, amount }, item: source }) =>
    reason.kind === 'contract' && reason.of === commitment ? ofContract(commitment, 'noteBound', { source, amount }) : undefined,
  );
  on(performanceAccepted, ({ event: { source, amount }, item: commitment }) =>
    source !== undefined && amount !== undefined ? inSource(source, 'admitWork', { commitment, amount }) : undefined,
  );
  on(purchaseClaimPaid, ({ event: { commitment, claim, amount, voucher }, item: source }) =>
    ofContract(commitment, 'notePaid', { source, claim, amount, voucher }),
  );
  on(purchaseClaimRefunded, ({ event: { commitment, claim, amount, voucher }, item: source }) =>
    ofContract(commitment, 'noteRefund', { source, claim, amount, voucher }),
  );
  on(purchaseMoneyEnded, ({ event: { source, reason }, item: commitment }) => inSource(source, 'releaseAgreement', { commitment, reason }));
});

/** What left a year by carry-over stands in the same source of the next year. */
const carryOver = process('carry-over', { zh: '结转下年', en: 'what is carried over' }, (on) => {
  const holder = (item: string) => item.split('~')[0] ?? '';
  for (const contract of [moneyCarriedOver, carryOverRepeated])
    on(contract, ({ event: { line, purpose, amount, to, unusedYears, ordinal, donated }, item }) =>
      inSource(ownSource(holder(item), to), 'carryIn', {
        ...{ line, purpose, amount, from: to - 1, unusedYears, ordinal },
        ...(donated !== undefined && { donated }),
      }),
    );
  // What was carried over before the next year's source was opened has not arrived anywhere.
  on(fundSourceOpened, ({ event: { year }, item }) => inSource(ownSource(holder(item), year - 1), 'repeatCarryOver', {}));
});

/** What a community has confirmed stands in its own books of the year in which the bank paid, and leaves them when it goes back. */
const bookReceipts = process('book-receipts', { zh: '社区到账入账', en: 'confirmed receipts go into the community’s books' }, (on) => {
  on(receiptConfirmed, ({ event: { community, system, voucher, amount, bankDate } }) =>
    inSource(ownSource(community, bankDate), 'receiveInstalment', {
      amount,
      voucher: { system, number: voucher, date: bankDate },
    }),
  );
  on(instalmentReturned, ({ event: { community, amount, paid, voucher, confirmed } }) =>
    confirmed ? inSource(ownSource(community, paid.date), 'giveBackInstalment', { amount, paid, voucher }) : undefined,
  );
});

/** RCL25 38: whoever was director of a committee is audited on leaving office, in the books of the year in which he left. */
const auditLeaving = process('leaving-office', { zh: '离任审计', en: 'audit on leaving office' }, (on) => {
  on(roleRevoked, ({ event: { role, organisation }, item: account, happenedOn }) =>
    role === 'director' ? inSource(ownSource(organisation, happenedOn), 'askLeavingAudit', { account }) : undefined,
  );
});

export const processes: readonly Process[] = [followMatters, bindMoney, bookReceipts, payProjects, payPurchases, carryOver, auditLeaving];
