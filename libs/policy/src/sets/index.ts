import { demo } from './demo.js';
import { national2026 } from './national-2026.js';
import { national2026Party } from './national-2026-party.js';
import type { ParameterSet } from './parameter.js';
import * as places from './places.js';
import { suzhou2016 } from './suzhou-2016.js';

/** The sets that are shipped. */
export const parameterSets: readonly ParameterSet[] = [national2026, national2026Party, suzhou2016, ...Object.values(places), demo];
