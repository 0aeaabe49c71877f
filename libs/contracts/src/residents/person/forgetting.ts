import { z } from 'zod';
import { event } from '../../event.js';
import { recordSeries } from './records.js';
import { day, ofPerson, reason, sample } from './shared.js';

const series = z.enum(recordSeries).nullable();

export const forgettingRequested = event('ForgettingRequested', {
  ...ofPerson,
  zh: '申请销毁个人信息',
  en: 'A records officer asked for the destruction of one record series, or of all.',
  schema: z.object({ series, by: z.string(), ground: reason }).strict(),
  samples: [{ series: null, by: 'records-1', ground: '保存期限届满' }],
});

export const forgettingApproved = event('ForgettingApproved', {
  ...ofPerson,
  zh: '批准销毁个人信息',
  en: 'A second records officer agreed; the waiting time runs.',
  schema: z.object({ series, by: z.string(), waitUntil: day }).strict(),
  samples: [{ series: null, by: 'records-2', waitUntil: '2026-04-08' }],
});

export const forgettingWithdrawn = event('ForgettingWithdrawn', {
  ...ofPerson,
  zh: '撤销销毁申请',
  en: 'The destruction was called off before it happened.',
  schema: z.object({ reason }).strict(),
  samples: [{ reason: '发现未结案件' }],
});

export const personForgotten = event('PersonForgotten', {
  ...ofPerson,
  zh: '个人信息遗忘',
  en: 'The personal fields of a series (null: all) are no longer kept anywhere; their key is to be destroyed.',
  schema: z
    .object({
      person: z.uuid(),
      series,
      /** The register's name of the person's number, given where it goes: with all series, or with `identity`. */
      identity: z.uuid().nullable(),
    })
    .strict(),
  samples: [
    { person: sample.person, series: null, identity: sample.alias },
    { person: sample.person, series: 'contact', identity: null },
  ],
});

export const keysDestroyed = event('KeysDestroyed', {
  ...ofPerson,
  zh: '密钥销毁',
  en: 'The keys of the series (null: all) were destroyed, with all of them or `identity` the aliases too.',
  schema: z.object({ series }).strict(),
  samples: [{ series: null }],
});
