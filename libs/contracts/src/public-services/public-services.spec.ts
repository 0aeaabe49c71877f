import { publicServicesEvents, recordedPriority, ticketIssued } from './index.js';
import { isSealedField } from '../fields.js';

describe('the published language of public services', () => {
  test.each(publicServicesEvents.map((contract) => [contract.type, contract] as const))(
    '%s: its samples are what it allows',
    (_type, contract) => {
      expect(contract.samples.length).toBeGreaterThan(0);
      for (const sample of contract.samples) {
        expect(contract.schema.parse(sample)).toEqual(sample);
        expect(() => contract.schema.parse({ ...(sample as object), unknownField: 1 })).toThrow();
      }
    },
  );

  test('types are unique', () => {
    const types = publicServicesEvents.map((contract) => contract.type);
    expect(new Set(types).size).toBe(types.length);
  });

  test('PIPL 28 · beside a person a ticket records that he is called first, and not why', () => {
    expect(recordedPriority.options).toEqual(['elderly', 'disabled', 'pregnant', 'soldier', 'granted']);
    expect(ticketIssued.schema.shape.priority.unwrap().options).toContain('granted');
  });

  test('13.9 · personal fields of a case are sealed', () => {
    const sealedOf = (type: string) => {
      const { shape } = publicServicesEvents.find((contract) => contract.type === type)!.schema;
      return Object.entries(shape).flatMap(([name, schema]) => (isSealedField(schema as never) ? [name] : []));
    };
    expect(sealedOf('CaseSubmitted')).toEqual(['phone', 'address', 'statement']);
    expect(sealedOf('HomeVisitArranged')).toEqual(['address']);
  });
});
