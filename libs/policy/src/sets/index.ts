import { admission2026, xicheng2018 } from './admission.js';
import { demo } from './demo.js';
import { baoyingMoney, changshaMoney, countyReportMoney, finance2026 } from './finance.js';
import { national2026 } from './national-2026.js';
import { national2026Party } from './national-2026-party.js';
import type { ParameterSet } from './parameter.js';
import * as places from './places.js';
import { suzhou2016 } from './suzhou-2016.js';

/** The sets that are shipped. A set may stand in several parts, one per subject. */
export const parameterSets: readonly ParameterSet[] = [
  national2026,
  national2026Party,
  admission2026,
  finance2026,
  suzhou2016,
  changshaMoney,
  countyReportMoney,
  baoyingMoney,
  xicheng2018,
  ...Object.values(places),
  demo,
];
