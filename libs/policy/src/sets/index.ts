import { demo } from './demo.js';
import { national2026 } from './national-2026.js';
import type { ParameterSet } from './parameter.js';
import { suzhou2016 } from './suzhou-2016.js';

/** The sets that are shipped. */
export const parameterSets: readonly ParameterSet[] = [national2026, suzhou2016, demo];
