import { z } from 'zod';
import { event } from '../event.js';
import { areaCode } from '../fields.js';
import { decisionNo } from './area.js';

/**
 * Longitude, then latitude, in degrees of CGCS2000 (WGS 84 differs by centimetres). The bounds are those of the country, so that a pair in the
 * other order is seen at once.
 */
export const position = z.tuple([z.number().min(73).max(136), z.number().min(3).max(54)]).readonly();
/** A closed line: the last point is the first (RFC 7946). */
const ring = z.array(position).min(4).max(10_000).readonly();
/** The outer ring, then the holes. */
const polygon = z.array(ring).min(1).max(100).readonly();

/** The example of a surface. */
const square = {
  type: 'Polygon',
  coordinates: [
    [
      [120.55, 31.87],
      [120.56, 31.87],
      [120.56, 31.88],
      [120.55, 31.88],
      [120.55, 31.87],
    ],
  ],
} as const;

/** A surface as GeoJSON has it; a community with an exclave has several polygons. */
export const surface = z
  .discriminatedUnion('type', [
    z.object({ type: z.literal('Polygon'), coordinates: polygon }).strict(),
    z.object({ type: z.literal('MultiPolygon'), coordinates: z.array(polygon).min(1).max(100).readonly() }).strict(),
  ])
  .meta({ examples: [square] });
export type Surface = z.output<typeof surface>;

/** 宗地代码: the cadastral code of a parcel of land. */
export const parcelCode = z
  .string()
  .regex(/^[0-9A-Z]{4,28}$/)
  .meta({ examples: ['320582001001GB00001'] });
/** What a line was taken from: a survey, the map of a decision, the cadastre. */
export const surfaceSource = z.string().min(1).max(120);

/** Whole square metres. */
const squareMetres = z.int().nonnegative();
/** Parcels that the change touches, each with what lies under no community after it; 0 where all of it is covered, up to the tolerance. */
const coverage = z.array(z.object({ parcel: parcelCode, open: squareMetres }).strict()).max(5000);

// A map is made public only after its review (地图管理条例 15): lines of areas go to no partner by themselves.
const of = { context: 'organisations', subject: 'boundary-register', version: 1, visibility: 'internal' } as const;
const community = '01981f00-0000-7000-8000-000000000001';
const keeper = '01981f00-0000-7000-8000-000000000002';
const parcel = '320582001001GB00001';
const change = { effectiveOn: '2026-03-02', decisionNo: '张政发〔2026〕1号' };

export const boundaryRegisterOpened = event('BoundaryRegisterOpened', {
  ...of,
  zh: '区划界线登记簿启用',
  en: 'The register of boundaries of a county, or of a city without counties, was opened.',
  schema: z.object({ code: areaCode, keeper: z.uuid() }).strict(),
  samples: [{ code: '320582000000', keeper }],
});

export const boundariesDrawn = event('BoundariesDrawn', {
  ...of,
  zh: '社区界线划定',
  en: 'The boundaries of one or several communities were drawn by one decision.',
  schema: z
    .object({
      drawn: z
        .array(z.object({ community: z.uuid(), boundary: surface, source: surfaceSource, squareMetres }).strict())
        .min(1)
        .max(50),
      effectiveOn: z.iso.date(),
      decisionNo,
      coverage,
    })
    .strict(),
  samples: [{ drawn: [{ community, boundary: square, source: '社区区划测绘图', squareMetres: 1_048_000 }], ...change, coverage: [] }],
});

export const boundaryWithdrawn = event('BoundaryWithdrawn', {
  ...of,
  zh: '社区界线注销',
  en: 'The boundary of a community no longer holds: by decision, or because the community ended or left the county.',
  schema: z
    .object({
      community: z.uuid(),
      because: z.enum(['decision', 'ended', 'elsewhere']),
      effectiveOn: z.iso.date(),
      /** None where the end of the area itself took its boundary with it. */
      decisionNo: decisionNo.nullable(),
      coverage,
    })
    .strict(),
  samples: [{ community, because: 'decision', ...change, coverage: [{ parcel, open: 5200 }] }],
});

export const residentialParcelRecorded = event('ResidentialParcelRecorded', {
  ...of,
  zh: '住宅地块登记',
  en: 'A parcel on which people live was recorded, so that no community leaves it out.',
  schema: z
    .object({
      parcel: parcelCode,
      name: z.string().min(1).max(80),
      boundary: surface,
      source: surfaceSource,
      squareMetres,
      open: squareMetres,
    })
    .strict(),
  samples: [{ parcel, name: '示例花园', boundary: square, source: '不动产登记地籍图', squareMetres: 5200, open: 0 }],
});

export const residentialParcelRemoved = event('ResidentialParcelRemoved', {
  ...of,
  zh: '住宅地块注销',
  en: 'A parcel is no longer one on which people live.',
  schema: z.object({ parcel: parcelCode, reason: z.string().min(1).max(200) }).strict(),
  samples: [{ parcel, reason: '拆迁' }],
});

export const boundaryEvents = [
  boundaryRegisterOpened,
  boundariesDrawn,
  boundaryWithdrawn,
  residentialParcelRecorded,
  residentialParcelRemoved,
];
