import type { IsoDate, Text } from '@yimen/kernel';
import { areaPath, isInArea, isWithin } from '@yimen/kernel';
import { adoptingBodies, defaultAdoptingBody } from './adopting-bodies.js';
import { getRule } from './rules/index.js';
import type { Force, Rule, Words } from './rules/rule.js';

/** What an answer may show of a rule (13.8). Only `binding` is shown as law; everything else is local configuration of the adopting body. */
export interface RuleDescription {
  readonly id: string;
  readonly heading: Text;
  readonly title: Text;
  /** Force as of the date, seen from the area. */
  readonly force: Force;
  /** Name of the law or document; null where it is not of this area and must not be shown as its rule. */
  readonly source: Text | null;
  readonly article: string | null;
  /** Null where only a quotation of another place's text stands. */
  readonly words: Words | null;
  readonly jurisdiction: string;
  readonly validFrom: IsoDate | null;
  readonly validTo: IsoDate | null;
  readonly verified: boolean;
  /** Null for law. */
  readonly adoptedBy: Text | null;
  /** Local configuration can be overridden with a reason and a second person. */
  readonly overridable: boolean;
}

const law: Text = { zh: '法律依据', en: 'Legal basis' };
const partyRegulation: Text = { zh: '党内法规依据', en: 'Basis in Party regulations' };
const configuration: Text = { zh: '本地配置', en: 'Local configuration' };

/** Force of a rule seen from an area on a date: law of another place is a model; law not in force on that date is guidance only. */
export function forceOf({ source }: Rule, area: string, on: IsoDate): Force {
  if (source.force === 'default') return 'default';
  if (!isInArea(area, source.jurisdiction)) return 'model';
  if (source.force === 'binding' && !isWithin(on, source.validFrom, source.validTo)) return 'guidance';
  return source.force;
}

/**
 * What an answer given in `area` (12 digits) on a date may show of a rule. A model shows neither the law of the other place nor a quotation
 * of it: nobody is told that the law of another city refuses him. Throws UnknownRule.
 */
export function describeRule(id: string, area: string, on: IsoDate): RuleDescription {
  const rule = getRule(id);
  const { source, title } = rule;
  const force = forceOf(rule, area, on);
  const ofThisArea = force === 'binding' || force === 'guidance';
  return {
    id,
    heading: force !== 'binding' ? configuration : source.partyRegulation ? partyRegulation : law,
    title,
    force,
    source: ofThisArea ? source.name : null,
    article: ofThisArea ? rule.article : null,
    words: ofThisArea || !rule.words.quoted ? rule.words : null,
    jurisdiction: ofThisArea ? source.jurisdiction : adopter(area).area,
    validFrom: ofThisArea ? source.validFrom : null,
    validTo: ofThisArea ? source.validTo : null,
    verified: source.verified,
    adoptedBy: force === 'binding' ? null : force === 'guidance' ? source.issuer : adopter(area).body,
    overridable: force !== 'binding',
  };
}

function adopter(area: string): { readonly area: string; readonly body: Text } {
  for (const above of areaPath(area)) {
    const body = adoptingBodies[above];
    if (body) return { area: above, body };
  }
  return { area, body: defaultAdoptingBody };
}
