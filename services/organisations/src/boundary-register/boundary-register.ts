import { parcelCode, surface, surfaceSource } from '@yimen/contracts';
import type { MoveContext, When } from '@yimen/kernel';
import { z } from 'zod';
import { refuseDate } from '../area/guards.js';
import { coverageAfter, openOf, openWarning } from './coverage.js';
import { draw, parcelsOf, refuseCounty, refuseSurface, toleranceOf, without } from './drawing.js';
import { squareMetresOf } from './geometry.js';
import { lapsed, readPlaces, standingNear, type Places } from './places.js';
import { aggregate, move, refuse, type Boundaries, type BoundaryRegister } from './states.js';

const keepers = ['organisation-admin', 'operator'] as const;
const change = { effectiveOn: z.iso.date(), decisionNo: z.string().trim().min(1).max(120) };
type Open = When<BoundaryRegister, 'open'>;

const communitiesOf = (state: BoundaryRegister): Boundaries => (state.status === 'open' ? state.communities : {});

/**
 * 区划界线登记簿: the lines of all communities of a county in one stream, under the id of the county's area, so that two decisions at once cannot
 * lay one community over another (A2, R-131); and the parcels on which people live, so that what no community covers is seen.
 */
export const boundaryRegister = aggregate({
  context: 'organisations',
  name: 'boundary-register',
  collection: 'boundary-registers',
  label: { zh: '区划界线登记簿', en: 'register of boundaries' },
  ids: /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/,
  initial: { status: 'none' } as BoundaryRegister,
  states: { none: { zh: '未启用', en: 'not opened' }, open: { zh: '已启用', en: 'open' } },
  parties: (state) => (state.status === 'none' ? {} : { keeper: { organisation: state.keeper } }),
  place: (state) => (state.status === 'none' ? undefined : { area: state.code }),
  readers: { keeper: ['organisation-admin', 'operator', 'sub-district', 'department', 'auditor', 'records-officer'] },
  moves: {
    open: move({
      label: { zh: '启用登记簿', en: 'open the register' },
      from: ['none'],
      by: { keeper: keepers },
      input: z.object({}).strict(),
      gather: (read, _input, _state, { id }) => readPlaces(read, id, []),
      parties: (_input, { county }) => (county.status === 'none' ? {} : { keeper: { organisation: county.keeper } }),
      decide: (_none, _input, { facts: { county } }) => {
        const refused = refuseCounty(county);
        if (refused || county.status === 'none' || county.code === null) return refused ?? refuse('not-a-county', 'D-area-tree');
        return { type: 'BoundaryRegisterOpened', code: county.code, keeper: county.keeper };
      },
    }),
    draw: move({
      label: { zh: '划定社区界线', en: 'draw boundaries' },
      from: ['open'],
      by: { keeper: keepers },
      input: z
        .object({
          changes: z
            .array(z.object({ community: z.uuid(), boundary: surface, source: surfaceSource }).strict())
            .min(1)
            .max(50),
          ...change,
        })
        .strict(),
      gather: (read, { changes }, state, { id }) => {
        const near = standingNear(
          communitiesOf(state),
          changes.map(({ boundary }) => boundary),
        );
        return readPlaces(read, id, [...changes.map(({ community }) => community), ...near]);
      },
      happenedOn: ({ effectiveOn }) => effectiveOn,
      decide: draw,
    }),
    withdraw: move({
      label: { zh: '注销社区界线', en: 'withdraw a boundary' },
      from: ['open'],
      by: { keeper: keepers },
      input: z.object({ community: z.uuid(), ...change }).strict(),
      happenedOn: ({ effectiveOn }) => effectiveOn,
      decide: (open: Open, { community, effectiveOn, decisionNo }, { today, policy }) => {
        const line = open.communities[community];
        if (!line) return refuse('not-drawn', 'D-area-boundary', { community });
        const refused = refuseDate(effectiveOn, today, open.changedOn[community]);
        if (refused) return refused;
        const coverage = coverageAfter(open.parcels, without(open.communities, [community]), [line.boundary], toleranceOf(policy));
        return {
          events: [{ type: 'BoundaryWithdrawn', community, because: 'decision', effectiveOn, decisionNo, coverage }],
          warnings: openWarning(parcelsOf(open, coverage)),
        };
      },
    }),
    recordParcel: move({
      label: { zh: '登记住宅地块', en: 'record a residential parcel' },
      from: ['open'],
      by: { keeper: keepers },
      input: z.object({ parcel: parcelCode, name: z.string().trim().min(1).max(80), boundary: surface, source: surfaceSource }).strict(),
      gather: (read, { boundary }, state, { id }) => readPlaces(read, id, standingNear(communitiesOf(state), [boundary])),
      decide: (open: Open, input, { id, policy, facts }: MoveContext<Places>) => {
        const refused = refuseSurface(input.parcel, input.boundary, policy);
        if (refused) return refused;
        const gone = facts.places.filter((place) => lapsed(place, id)).map((place) => place.id);
        const left = openOf(input.boundary, without(open.communities, gone), toleranceOf(policy));
        const squareMetres = Math.round(squareMetresOf(input.boundary));
        return {
          events: [{ type: 'ResidentialParcelRecorded', ...input, squareMetres, open: left }],
          warnings: openWarning([{ name: input.name, open: left }]),
        };
      },
    }),
    removeParcel: move({
      label: { zh: '注销住宅地块', en: 'remove a residential parcel' },
      from: ['open'],
      by: { keeper: keepers },
      input: z.object({ parcel: parcelCode, reason: z.string().trim().min(1).max(200) }).strict(),
      decide: (open: Open, input) =>
        open.parcels[input.parcel]
          ? { type: 'ResidentialParcelRemoved', ...input }
          : refuse('parcel-unknown', 'D-area-boundary', { parcel: input.parcel }),
    }),
  },
  on: {
    BoundaryRegisterOpened: (_none, { code, keeper }) => ({ status: 'open', code, keeper, communities: {}, changedOn: {}, parcels: {} }),
    BoundariesDrawn: (open: Open, { drawn, effectiveOn, decisionNo, coverage }) => ({
      ...looked(open, coverage),
      communities: {
        ...open.communities,
        ...Object.fromEntries(drawn.map(({ community, ...line }) => [community, { ...line, effectiveOn, decisionNo }])),
      },
      changedOn: { ...open.changedOn, ...Object.fromEntries(drawn.map(({ community }) => [community, effectiveOn])) },
    }),
    BoundaryWithdrawn: (open: Open, { community, effectiveOn, coverage }) => ({
      ...looked(open, coverage),
      communities: without(open.communities, [community]),
      changedOn: { ...open.changedOn, [community]: effectiveOn },
    }),
    ResidentialParcelRecorded: (open: Open, { type: _type, parcel, ...recorded }) => ({
      ...open,
      parcels: { ...open.parcels, [parcel]: recorded },
    }),
    ResidentialParcelRemoved: (open: Open, { parcel: removed }) => ({
      ...open,
      parcels: Object.fromEntries(Object.entries(open.parcels).filter(([parcel]) => parcel !== removed)),
    }),
  },
});

/** The register with what a change found of its parcels. */
function looked(open: Open, coverage: readonly { readonly parcel: string; readonly open: number }[]): Open {
  const found = new Map(coverage.map(({ parcel, open: left }) => [parcel, left]));
  const parcels = Object.entries(open.parcels).map(
    ([parcel, held]) => [parcel, { ...held, open: found.get(parcel) ?? held.open }] as const,
  );
  return { ...open, parcels: Object.fromEntries(parcels) };
}
