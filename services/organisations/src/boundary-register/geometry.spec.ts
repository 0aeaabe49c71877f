import type { Surface } from '@yimen/contracts';
import fc from 'fast-check';
import { common, metres, rectangle, ringOf, ringThrough, type Rectangle } from './boundary.sample.js';
import { boxOf, faultOf, meet, overlapOf, pointsOf, squareMetresOf, uncoveredOf } from './geometry.js';

const TOLERANCE = 20;
const near = (found: number, wanted: number, parts = 0.0005) => expect(Math.abs(found - wanted)).toBeLessThan(wanted * parts + 0.5);
const polygon = (...coordinates: ReturnType<typeof ringOf>[]): Surface => ({ type: 'Polygon', coordinates });
const parts = (...coordinates: ReturnType<typeof ringOf>[][]): Surface => ({ type: 'MultiPolygon', coordinates });
const block: Rectangle = [0, 0, 10_000, 10_000];

describe('surfaces are measured on the ellipsoid of CGCS2000', () => {
  test('a square of a hundredth of a degree, also with a hole and an exclave, whichever way its rings turn', () => {
    near(squareMetresOf(rectangle(...block)), metres(block));
    const hole: Rectangle = [2000, 2000, 4000, 4000];
    const exclave: Rectangle = [20_000, 0, 21_000, 1000];
    for (const turn of [(ring: ReturnType<typeof ringOf>) => ring, (ring: ReturnType<typeof ringOf>) => ring.toReversed()]) {
      const whole = parts([turn(ringOf(block)), ringOf(hole)], [turn(ringOf(exclave))]);
      near(squareMetresOf(whole), metres(block) - metres(hole) + metres(exclave));
      // What lies in the hole lies outside.
      near(overlapOf(whole, rectangle(...hole)), 0);
      near(uncoveredOf(rectangle(...block), [whole]), metres(hole));
      near(uncoveredOf(rectangle(...block), [whole, rectangle(...hole)]), 0);
    }
  });

  test('what two have in common, the same from both sides', () => {
    const other: Rectangle = [9000, -3000, 15_000, 2000];
    near(overlapOf(rectangle(...block), rectangle(...other)), metres(common(block, other)));
    near(overlapOf(rectangle(...other), rectangle(...block)), metres(common(block, other)));
  });

  test('neighbours have nothing in common: one line for both, though one has points on it that the other lacks', () => {
    const slanted: readonly (readonly [number, number])[] = [
      [10_000, 0],
      [13_000, 7000],
      [16_000, 14_000],
    ];
    const left = polygon(ringThrough([0, 0], [10_000, 0], [16_000, 14_000], [0, 14_000], [0, 0]));
    const right = polygon(ringThrough(...slanted, [30_000, 14_000], [30_000, 0], [10_000, 0]));
    expect(overlapOf(left, right)).toBeLessThan(2);
    expect(uncoveredOf(rectangle(5000, 1000, 25_000, 13_000), [left, right])).toBeLessThan(2);
  });

  test('what two surveys of one line have in common and what they leave add up to the whole, from both sides', () => {
    // A community round a point, and its neighbour between the same line, each point of it off by up to 3 cm, and a wider circle.
    const around = fc.array(fc.record({ far: fc.integer({ min: 3000, max: 10_000 }), off: fc.constantFrom(0, 0, 0.01, -0.02, 0.3) }), {
      minLength: 5,
      maxLength: 40,
    });
    fc.assert(
      fc.property(around, fc.nat(40), (points, cut) => {
        const at = (far: number, n: number): [number, number] => {
          const angle = (n / points.length) * 2 * Math.PI;
          return [far * Math.cos(angle), far * Math.sin(angle)];
        };
        const own = points.map(({ far }, n) => at(far, n));
        const shared = points.map(({ far, off }, n) => at(far + off, n)).slice(0, 2 + (cut % (points.length - 1)));
        const back = shared.map((_, n) => at(15_000, n)).toReversed();
        const closed = (line: readonly [number, number][]) => polygon(ringThrough(...line, line[0] ?? [0, 0]));
        const [one, other] = [closed(own), closed([...shared, ...back])];
        fc.pre(!faultOf(one, TOLERANCE) && !faultOf(other, TOLERANCE));
        const both = overlapOf(one, other);
        expect(Math.abs(both + uncoveredOf(one, [other]) - squareMetresOf(one))).toBeLessThan(1);
        expect(Math.abs(overlapOf(other, one) - both)).toBeLessThan(1 + both * 0.005);
      }),
      { numRuns: 40 },
    );
  });

  test('boxes that touch meet, those apart do not', () => {
    const box = boxOf(parts([ringOf([0, 0, 10, 10])], [ringOf([20, 0, 30, 10])]));
    expect(meet(box, boxOf(rectangle(30, 10, 40, 20)))).toBe(true);
    for (const away of [rectangle(31, 0, 40, 10), rectangle(0, 11, 10, 20), rectangle(-9, 0, -1, 10), rectangle(0, -9, 10, -1)])
      expect([meet(box, boxOf(away)), meet(boxOf(away), box)]).toEqual([false, false]);
    expect(pointsOf(parts([ringOf([0, 0, 10, 10])], [ringOf([20, 0, 30, 10])]))).toBe(10);
  });
});

describe('D-area-boundary · what is no surface is found, and where', () => {
  const ring = ringOf(block);
  const corner = '120.5000000, 31.8000000';
  test.each([
    ['a ring that does not come back', polygon(ring, ring.slice(0, -1)), { code: 'ring-open', at: corner }],
    [
      'a bow tie',
      polygon(ringThrough([0, 0], [9000, 9000], [9000, 0], [0, 9000], [0, 0])),
      { code: 'ring-crosses', at: '120.5045000, 31.8045000' },
    ],
    [
      'a corner in common with itself',
      polygon([...ring, ...ringOf([-9000, -9000, 0, 0]).slice(2), ring[0] as never]),
      { code: 'ring-crosses' },
    ],
    ['twice round', polygon([...ring, ...ring.slice(1)]), { code: 'parts-cross' }],
    ['three times one point', polygon(ringThrough([0, 0], [0, 0], [0, 0], [0, 0])), { code: 'ring-crosses', at: corner }],
    ['parts over each other', parts([ring], [ringOf([9000, 9000, 12_000, 12_000])]), { code: 'ring-crosses' }],
    ['a part in a part', parts([ring], [ringOf([1000, 1000, 2000, 2000])]), { code: 'parts-cross' }],
    ['a hole outside', polygon(ring, ringOf([20_000, 0, 21_000, 1000])), { code: 'parts-cross' }],
    ['a hole in a hole', polygon(ring, ringOf([1000, 1000, 5000, 5000]), ringOf([2000, 2000, 3000, 3000])), { code: 'parts-cross' }],
    ['a part twice', parts([ring], [ring]), { code: 'parts-cross' }],
    ['less than two surveys differ by', rectangle(0, 0, 40, 40), { code: 'no-area', at: corner }],
  ] as const)('%s', (_name, surface, fault) => {
    expect(faultOf(surface as Surface, TOLERANCE)).toMatchObject(fault);
  });

  test('a surface with a hole and an exclave at its corner, whichever way its rings turn, has none', () => {
    for (const surface of [
      parts([ring, ringOf([1000, 1000, 2000, 2000])], [ringOf([10_000, 10_000, 12_000, 12_000])]),
      polygon(ring.toReversed(), ringOf([1000, 1000, 2000, 2000])),
    ])
      expect(faultOf(surface, TOLERANCE)).toBeUndefined();
  });
});
