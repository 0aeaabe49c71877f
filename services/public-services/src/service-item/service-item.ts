import {
  guide as guideSchema,
  serviceItemCancelled,
  type EventOf,
  type Guide,
  type serviceItemPublished,
  type serviceItemResumed,
  type serviceItemRevised,
  type serviceItemSuspended,
} from '@yimen/contracts';
import { model, type When } from '@yimen/kernel';
import { z } from 'zod';
import { rules } from '../rules.js';
import { checkGuide, refuse } from './guide-checks.js';

interface Version {
  readonly guide: Guide;
  readonly itemVersion: number;
}

/** A matter as it is served (政务服务事项): its guide in the version in force. 在用, 暂停, 取消. */
export type ServiceItem =
  | { status: 'none' }
  | ({ status: 'in-use' } & Version)
  | ({ status: 'suspended'; reason: string } & Version)
  | ({ status: 'cancelled'; reason: string } & Version);

export type ServiceItemEvent =
  | EventOf<typeof serviceItemPublished>
  | EventOf<typeof serviceItemRevised>
  | EventOf<typeof serviceItemSuspended>
  | EventOf<typeof serviceItemResumed>
  | EventOf<typeof serviceItemCancelled>;

const { move, aggregate } = model<ServiceItem, ServiceItemEvent, 'body'>();

const reason = z.string().trim().min(2).max(500);
/** Who may speak for the implementing body, a department or a committee alike. */
const by = { body: ['department', 'sub-district', 'director', 'organisation-admin'] } as const;

export const serviceItem = aggregate({
  context: 'public-services',
  name: 'service-item',
  collection: 'service-items',
  label: { zh: '政务服务事项', en: 'service item' },
  ids: 'derived',
  initial: { status: 'none' } as ServiceItem,
  states: {
    none: { zh: '未发布', en: 'not published' },
    'in-use': { zh: '在用', en: 'in use' },
    suspended: { zh: '暂停', en: 'suspended' },
    cancelled: { zh: '取消', en: 'cancelled', final: true },
  },
  parties: (state) => (state.status === 'none' ? {} : { body: { organisation: state.guide.body.organisation } }),
  place: (state) => (state.status === 'none' ? undefined : { organisation: state.guide.body.organisation }),
  readers: { body: ['window-clerk', 'case-handler', 'hall-manager', 'community-worker', 'auditor'] },
  moves: {
    publish: move({
      label: { zh: '发布办事指南', en: 'publish the guide' },
      from: ['none'],
      by,
      input: z.object({ guide: guideSchema }).strict(),
      parties: ({ guide }) => ({ body: { organisation: guide.body.organisation } }),
      place: ({ guide }) => ({ organisation: guide.body.organisation }),
      decide: (_none, { guide }, context) =>
        checkGuide(guide, context) ?? { type: 'ServiceItemPublished', guide, itemVersion: 1, on: context.today },
    }),
    revise: move({
      label: { zh: '修订办事指南', en: 'revise the guide' },
      from: ['in-use', 'suspended'],
      by,
      input: z.object({ guide: guideSchema, reason }).strict(),
      decide: (item, { guide, reason }, context) => {
        // The body and the basic code make the item; another body or matter is another item.
        if (guide.body.organisation !== item.guide.body.organisation) return refuse('item-is-another', rules.item);
        if (guide.basicCode !== item.guide.basicCode) return refuse('item-is-another', rules.item);
        if (JSON.stringify(guide) === JSON.stringify(item.guide)) return refuse('item-exists', rules.item);
        return (
          checkGuide(guide, context) ?? { type: 'ServiceItemRevised', guide, itemVersion: item.itemVersion + 1, reason, on: context.today }
        );
      },
    }),
    suspend: move({
      label: { zh: '暂停', en: 'suspend' },
      from: ['in-use'],
      by,
      input: z.object({ reason }).strict(),
      decide: (_item, { reason }, { today }) => ({ type: 'ServiceItemSuspended', reason, on: today }),
    }),
    resume: move({
      label: { zh: '恢复', en: 'resume' },
      from: ['suspended'],
      by,
      input: z.object({}).strict(),
      decide: (_item, _input, { today }) => ({ type: 'ServiceItemResumed', on: today }),
    }),
    cancel: move({
      label: { zh: '取消', en: 'cancel' },
      from: ['in-use', 'suspended'],
      by,
      input: z.object({ ground: serviceItemCancelled.schema.shape.ground, reason }).strict(),
      decide: (_item, { ground, reason }, { today }) => ({ type: 'ServiceItemCancelled', ground, reason, on: today }),
    }),
  },
  on: {
    ServiceItemPublished: (_none, { guide, itemVersion }) => ({ status: 'in-use', guide, itemVersion }),
    ServiceItemRevised: (item: When<ServiceItem, 'in-use' | 'suspended'>, { guide, itemVersion }) => ({ ...item, guide, itemVersion }),
    ServiceItemSuspended: ({ guide, itemVersion }: When<ServiceItem, 'in-use'>, { reason }) => ({
      status: 'suspended',
      guide,
      itemVersion,
      reason,
    }),
    ServiceItemResumed: ({ guide, itemVersion }: When<ServiceItem, 'suspended'>) => ({ status: 'in-use', guide, itemVersion }),
    ServiceItemCancelled: ({ guide, itemVersion }: When<ServiceItem, 'in-use' | 'suspended'>, { reason }) => ({
      status: 'cancelled',
      guide,
      itemVersion,
      reason,
    }),
  },
});
