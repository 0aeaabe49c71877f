import type { Projection } from '@yimen/projection-engine';
import { burdenFigures, cleanUpItems, yearlyAssessments } from './burden/burden-views.js';
import { burdens } from './burden/burden.js';
import { cases } from './cases/folds.js';
import { cannotDo, desk, myCases, overdue } from './cases/case-views.js';
import { coverage } from './coverage/coverage.js';
import { coverageGaps, coverageView, housingAreasView } from './coverage/coverage-views.js';
import { boundariesView, residentialParcelsView } from './directory/boundary-views.js';
import { areasView, organisationsView } from './directory/directory-views.js';
import { directory } from './directory/directory.js';
import { figuresView } from './figures/figures-view.js';
import { figures } from './figures/figures.js';
import { ratingFiguresView } from './figures/rating-figures-view.js';
import { hallBoard } from './hall/hall-board.js';
import { hallQueue } from './hall/hall-queue.js';
import { halls, hallsView } from './hall/halls.js';
import { items, itemsView } from './hall/items.js';
import { communityMoneyView } from './money/community-view.js';
import { districtView } from './money/district-view.js';
import { dutiesView } from './money/duty-view.js';
import { money } from './money/money.js';
import { promisesView } from './money/promise-view.js';
import { publicMoney } from './money/public-money.js';
import { purchasesView } from './money/purchase-view.js';
import { sourcesView } from './money/source-view.js';
import { vouchersView } from './money/voucher-view.js';
import { needsProfiles } from './needs/needs-view.js';
import { needs } from './needs/needs.js';
import { notices, noticesView } from './notices/notices.js';
import { peopleView } from './people/people-view.js';
import { people } from './people/people.js';
import { retentionView } from './people/retention-view.js';
import { retention } from './people/retention.js';
import { partyCadenceFindings } from './party-network/cadence-view.js';
import { partyDrives, partyDuties } from './party-network/drive-views.js';
import { partyProposals, partyTerms, partyWarnings } from './party-network/network-views.js';
import { partyNetwork } from './party-network/party-network.js';
import { partyRecruits } from './party-network/recruit-view.js';
import { partyCheckIns, partyCoverage, partyRolls } from './party-network/roll-views.js';
import { preAccess, preAccessViews } from './pre-access/index.js';
import { ratingCasesView } from './ratings/rating-case-view.js';
import { ratingCases } from './ratings/rating-cases.js';
import { letterNumbers } from './transfers/letter-numbers-view.js';
import { memberHistory } from './transfers/member-history-view.js';
import { memberTasks } from './transfers/member-tasks-view.js';
import { partyFigures } from './transfers/party-figures-view.js';
import { appeals, inbox, outbox } from './transfers/transfer-views.js';
import { transfers } from './transfers/transfers.js';
import { troubles, troublesView } from './troubles/troubles.js';
import { processTasks, tasksView } from './tasks/process-tasks.js';
import type { View } from './views/view.js';

/** Every read model of this release, all versions of each. */
export const projections: readonly Projection[] = [
  hallQueue,
  halls,
  items,
  cases,
  figures,
  ratingCases,
  notices,
  people,
  retention,
  directory,
  processTasks,
  money,
  publicMoney,
  preAccess,
  burdens,
  needs,
  transfers,
  partyNetwork,
  coverage,
  troubles,
];

/** Every view, by the name in its address. */
export const views: ReadonlyMap<string, View> = new Map(
  [
    hallBoard,
    hallsView,
    itemsView,
    desk,
    myCases,
    overdue,
    cannotDo,
    troublesView,
    figuresView,
    ratingFiguresView,
    ratingCasesView,
    noticesView,
    peopleView,
    retentionView,
    organisationsView,
    areasView,
    boundariesView,
    residentialParcelsView,
    tasksView,
    sourcesView,
    promisesView,
    vouchersView,
    districtView,
    purchasesView,
    dutiesView,
    communityMoneyView,
    ...preAccessViews,
    burdenFigures,
    cleanUpItems,
    yearlyAssessments,
    needsProfiles,
    outbox,
    inbox,
    appeals,
    memberHistory,
    memberTasks,
    partyFigures,
    letterNumbers,
    partyProposals,
    partyTerms,
    partyWarnings,
    partyCadenceFindings,
    partyRolls,
    partyCheckIns,
    partyCoverage,
    partyDrives,
    partyDuties,
    partyRecruits,
    coverageView,
    coverageGaps,
    housingAreasView,
  ].map((one) => [one.name, one]),
);
