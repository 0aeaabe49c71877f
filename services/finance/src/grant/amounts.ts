import { portion, type Fen, type PolicyReader } from '@yimen/kernel';
import { parameters } from '../parameters.js';

/** What a community shows for a grant of 6.3; amounts in fen. */
export interface GrantGround {
  /** Built or rebuilt by an approved plan and by the rules; never both. */
  readonly building: 'new-build' | 'rebuild' | null;
  readonly planApproved: boolean;
  readonly builtByTheRules: boolean;
  /** City inspection passed, plaque up, and the actual investment as audited. */
  readonly inspectionPassed: boolean;
  readonly plaque: boolean;
  readonly auditedInvestment: Fen | null;
}

/** What is granted, in fen: the building part and the award. */
export interface Granted {
  readonly building: Fen;
  readonly award: Fen;
  readonly total: Fen;
}

const nothing = { building: 0n, award: 0n };

/** The award: a share of the audited investment, rounded down to the fen; nothing without inspection and plaque. */
export function awardOf(ground: GrantGround, policy: PolicyReader): Fen {
  if (!ground.inspectionPassed || !ground.plaque || ground.auditedInvestment === null) return 0n;
  return portion(ground.auditedInvestment, BigInt(policy.number(parameters.awardPercent)), 100n).part;
}

/** The grant for building: one amount for new build, another for rebuild. */
export function buildingOf({ building, planApproved, builtByTheRules }: GrantGround, policy: PolicyReader): Fen {
  if (building === null || !planApproved || !builtByTheRules) return 0n;
  return BigInt(policy.number(building === 'new-build' ? parameters.newBuild : parameters.rebuild));
}

const higher = (a: Fen, b: Fen): Fen => (a > b ? a : b);

/**
 * Both, where the policy lets them add up; else the higher of the two (6.3). `earlier` is what decisions before this one granted for each:
 * it stays granted. Throws UnknownParameter where no set of the area grants what the ground shows.
 */
export function granted(ground: GrantGround, policy: PolicyReader, earlier: Pick<Granted, 'building' | 'award'> = nothing): Granted {
  const building = higher(earlier.building, buildingOf(ground, policy));
  const award = higher(earlier.award, awardOf(ground, policy));
  if (policy.flag(parameters.awardCumulative)) return { building, award, total: building + award };
  return award > building ? { building: 0n, award, total: award } : { building, award: 0n, total: building };
}
