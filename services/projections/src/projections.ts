import type { Projection } from '@yimen/projection-engine';
import { burdenFigures, cleanUpItems, yearlyAssessments } from './burden/burden-views.js';
import { burdens } from './burden/burden.js';
import { cases } from './cases/folds.js';
import { cannotDo, desk, myCases, overdue } from './cases/case-views.js';
import { coverage } from './coverage/coverage.js';
import { coverageGaps, coverageView, housingAreasView } from './coverage/coverage-views.js';
import { areasView, organisationsView } from './directory/directory-views.js';
import { directory } from './directory/directory.js';
import { figuresView } from './figures/figures-view.js';
import { figures } from './figures/figures.js';
import { ratingFiguresView } from './figures/rating-figures-view.js';
import { hallBoard } from './hall/hall-board.js';
import { hallQueue } from './hall/hall-queue.js';
import { halls, hallsView } from './hall/halls.js';
import { items, itemsView } from './hall/items.js';
import { districtView } from './money/district-view.js';
import { money } from './money/money.js';
import { promisesView } from './money/promise-view.js';
import { sourcesView } from './money/source-view.js';
import { vouchersView } from './money/voucher-view.js';
import { needsProfiles } from './needs/needs-view.js';
import { needs } from './needs/needs.js';
import { notices, noticesView } from './notices/notices.js';
import { peopleView } from './people/people-view.js';
import { people } from './people/people.js';
import { preAccess, preAccessViews } from './pre-access/index.js';
import { ratingCasesView } from './ratings/rating-case-view.js';
import { ratingCases } from './ratings/rating-cases.js';
import { letterNumbers } from './transfers/letter-numbers-view.js';
import { memberHistory } from './transfers/member-history-view.js';
import { memberTasks } from './transfers/member-tasks-view.js';
import { partyFigures } from './transfers/party-figures-view.js';
import { appeals, inbox, outbox } from './transfers/transfer-views.js';
import { transfers } from './transfers/transfers.js';
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
  directory,
  processTasks,
  money,
  preAccess,
  burdens,
  needs,
  transfers,
  coverage,
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
    figuresView,
    ratingFiguresView,
    ratingCasesView,
    noticesView,
    peopleView,
    organisationsView,
    areasView,
    tasksView,
    sourcesView,
    promisesView,
    vouchersView,
    districtView,
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
    coverageView,
    coverageGaps,
    housingAreasView,
  ].map((one) => [one.name, one]),
);
