import type { PolicyReader } from '@yimen/kernel';

/** A reader that notes every parameter it was asked, as `key@SET`, to be recorded with the event. */
export function notingPolicy(
  reader: PolicyReader,
  used: Set<string> = new Set(),
): { readonly policy: PolicyReader; readonly used: ReadonlySet<string> } {
  const note = (key: string) => {
    const found = reader.parameter(key);
    used.add(`${key}@${found.set}`);
    return found;
  };
  const policy: PolicyReader = {
    number: (key) => (note(key), reader.number(key)),
    text: (key) => (note(key), reader.text(key)),
    flag: (key) => (note(key), reader.flag(key)),
    parameter: note,
    at: (area) => notingPolicy(reader.at(area), used).policy,
  };
  return { policy, used };
}
