import { admissionsView, reviewsView, timelineView } from './admissions-view.js';
import { admissionFigures } from './figures-view.js';
import { moneyView } from './money-view.js';
import { refusableView, refusalsView } from './refusable-view.js';
import { registersView } from './registers-view.js';

export { preAccess } from './folds.js';

/** The views of the read model `pre-access`. */
export const preAccessViews = [
  registersView,
  refusableView,
  refusalsView,
  admissionsView,
  timelineView,
  reviewsView,
  moneyView,
  admissionFigures,
];
