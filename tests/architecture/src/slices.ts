import { finance } from '@yimen/finance';
import { organisations } from '@yimen/organisations';
import { publicServices } from '@yimen/public-services';
import { residents } from '@yimen/residents';

/** Every service that records facts. */
export const services = [organisations, residents, publicServices, finance];

export const slices = services.flatMap((service) => service.slices);
