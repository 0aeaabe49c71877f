import type { Text } from '@yimen/kernel';
import { paraphrase, rule, source, type Rule } from './rule.js';

/** Makes defaults of the product that one ADR decides; they are shown as local configuration, never as law (13.8). `validFrom`: ISO date. */
export function productDefaults(adr: string, validFrom: string): (title: Text, words: string) => Rule {
  const product = source({
    mark: 'D',
    name: { zh: '产品默认规则', en: 'Default of the product' },
    issuer: { zh: '产品默认', en: 'Product default' },
    validFrom,
    force: 'default',
    adr,
  });
  return (title, words) => rule(product, null, title, paraphrase(words));
}
