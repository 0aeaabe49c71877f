import type { Text } from '@yimen/kernel';

/** Who adopts, for an area, what is not law there: models and defaults are shown with this body (13.8). An installation of another area adds its own. */
export const adoptingBodies: Readonly<Record<string, Text>> = {
  '320582000000': { zh: '张家港市本系统管理单位', en: 'the body that runs this system in Zhangjiagang' },
};

export const defaultAdoptingBody: Text = { zh: '本系统管理单位', en: 'the body that runs this system' };
