import { allEvents, contexts, decode, encode, registry } from './index.js';

describe('the published language', () => {
  test('each type of event is declared once', () => {
    const types = allEvents.map((contract) => contract.type);
    expect(types).toEqual([...new Set(types)]);
    expect(registry.size).toBe(allEvents.length);
    expect(allEvents.length).toBeGreaterThan(0);
  });

  test.each(allEvents.map((contract) => [contract.type, contract] as const))(
    '%s: glossary in both languages, samples that pass',
    (_type, contract) => {
      expect([...contexts, 'shared']).toContain(contract.context);
      expect(contract.zh).toMatch(/\p{Script=Han}/u);
      expect(contract.en).toMatch(/^[A-Z]\P{Script=Han}{7,}/u);
      expect(contract.samples.length).toBeGreaterThan(0);
      for (const sample of contract.samples) {
        const { payload } = encode(registry, { type: contract.type, ...sample });
        expect(decode(registry, contract.type, contract.version, payload)).toEqual({ ...sample, type: contract.type });
      }
    },
  );

  test.each(allEvents.map((contract) => [contract.type, contract] as const))(
    '%s: refuses a field that nobody declared',
    (_type, contract) => {
      for (const sample of contract.samples) expect(contract.schema.safeParse({ ...sample, undeclared: 1 }).success).toBe(false);
    },
  );

  test('each version but the first has a step from the one before', () => {
    for (const contract of allEvents) {
      for (let version = 1; version < contract.version; version += 1)
        expect([contract.type, typeof contract.upcast[version]]).toEqual([contract.type, 'function']);
    }
  });
});
