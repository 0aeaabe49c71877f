import type { When } from '@yimen/kernel';
import type { Details, Person, Series } from './states.js';

/** The fields of each record series, as they stand once it is forgotten. Hall records stand in the streams of public-services. */
const emptied: { readonly [S in Series]: Partial<Details> } = {
  identity: { identity: null, name: null, identityNumber: null, identityIndex: null, registeredAddress: null, tags: [] },
  contact: { phone: null, phoneIndex: null, residenceAddress: null },
  hall: {},
};

/** A sealed record without the fields of one series. */
export function forgot(sealed: When<Person, 'sealed'>, series: Series): When<Person, 'sealed'> {
  return { ...sealed, ...emptied[series], forgotten: [...sealed.forgotten, series] };
}
