import { areaAbolished, areaCodeChanged, areaMerged, areaRegistered, areaSplit } from '@yimen/contracts';
import type { Reservation } from '@yimen/kernel';
import { process } from '@yimen/service-shell/slice';

const register = (code: string, move: 'confirm' | 'release', input: Record<string, string>): Reservation => ({
  slice: 'area-code',
  id: code,
  move,
  input,
});
const ended = (code: string | null, area: string) =>
  code === null ? undefined : register(code, 'release', { holder: area, because: 'ended' });

/** The register learns that a reserved code is in use. */
export const areaCodeConfirmation = process('area-code-confirmation', { zh: '区划代码启用', en: 'confirm area codes' }, (on) => {
  on(areaRegistered, ({ event, item }) => (event.code === null ? undefined : register(event.code, 'confirm', { holder: item })));
  on(areaCodeChanged, ({ event, item }) => register(event.to, 'confirm', { holder: item }));
});

/** The register learns that a code is free again. */
export const areaCodeRelease = process('area-code-release', { zh: '区划代码释放', en: 'release area codes' }, (on) => {
  on(areaCodeChanged, ({ event, item }) => register(event.from, 'release', { holder: item, because: 'changed' }));
  on(areaMerged, ({ event, item }) => ended(event.code, item));
  on(areaSplit, ({ event, item }) => ended(event.code, item));
  on(areaAbolished, ({ event, item }) => ended(event.code, item));
});
