import { z } from 'zod';
import { event } from '../../event.js';
import { ofPerson } from './shared.js';

export const consentGiven = event('ConsentGiven', {
  ...ofPerson,
  zh: '同意记录',
  en: 'Consent to one purpose, after a notice; by the guardian for a child under 14.',
  schema: z
    .object({
      consentId: z.string().regex(/^c[1-9]\d{0,3}$/),
      purpose: z.string().min(1).max(80),
      noticeVersion: z.string().min(1).max(40),
      /** 单独同意: asked for sensitive data and for disclosure (PIPL 25, 29). */
      separate: z.boolean(),
      byGuardian: z.boolean(),
      /** The record itself rests on this consent, and is sealed when it is withdrawn (PIPL 13, 47). */
      basis: z.literal(true).optional(),
    })
    .strict(),
  samples: [
    { consentId: 'c1', purpose: '短信通知', noticeVersion: '2026-01', separate: false, byGuardian: false },
    { consentId: 'c1', purpose: '登记并使用个人信息', noticeVersion: '2026-01', separate: true, byGuardian: true, basis: true },
  ],
});

export const consentWithdrawn = event('ConsentWithdrawn', {
  ...ofPerson,
  zh: '撤回同意',
  en: 'A consent was withdrawn.',
  schema: z.object({ consentId: z.string() }).strict(),
  samples: [{ consentId: 'c1' }],
});
