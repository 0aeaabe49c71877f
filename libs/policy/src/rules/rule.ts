import type { IsoDate, Text } from '@yimen/kernel';
import { nationalArea } from '@yimen/kernel';

/**
 * What a rule or parameter may claim where it comes from (13.8): `binding` law, `guidance` of an authority, `model` taken over from
 * the law or practice of another place, `default` of the product.
 */
export const forces = ['binding', 'guidance', 'model', 'default'] as const;
export type Force = (typeof forces)[number];

/** The words of a rule in Chinese: quoted from the source, or a paraphrase that must not be shown as its wording. */
export interface Words {
  readonly text: string;
  readonly quoted: boolean;
}

/** Where rules come from: a law, a document, a standard, or the product itself. */
export interface Source {
  /** Source mark of domain-rules 0.1. */
  readonly mark: string;
  readonly name: Text;
  readonly issuer: Text;
  /** 12-digit area in which it applies. */
  readonly jurisdiction: string;
  readonly validFrom: IsoDate;
  /** Last day in force; null while it is. */
  readonly validTo: IsoDate | null;
  /** Whether the text itself was read. */
  readonly verified: boolean;
  /** Force inside its jurisdiction. */
  readonly force: Force;
  /** 党内法规: binds Party organisations; shown under a heading of its own, not as law. */
  readonly partyRegulation?: true;
  /** ADR that decides it, for defaults of the product. */
  readonly adr?: string;
}

/** A rule that may refuse a move or set a limit. */
export interface Rule {
  readonly source: Source;
  readonly title: Text;
  readonly article: string | null;
  readonly words: Words;
}

type SourceGiven = Omit<Source, 'validTo' | 'verified' | 'jurisdiction'> & Partial<Pick<Source, 'validTo' | 'verified' | 'jurisdiction'>>;

/** Declares a source; it applies nationwide, is in force and was read unless said otherwise. */
export function source(given: SourceGiven): Source {
  return { jurisdiction: nationalArea, validTo: null, verified: true, ...given };
}

export function quoted(text: string): Words {
  return { text, quoted: true };
}

export function paraphrase(text: string): Words {
  return { text, quoted: false };
}

/** A rule of a source, by article (null where the source has none or it is not known). */
export function rule(from: Source, article: string | null, title: Text, words: Words): Rule {
  return { source: from, article, title, words };
}
