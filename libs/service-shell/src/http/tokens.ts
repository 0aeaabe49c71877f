/** Injection tokens of the parts that a service is put together from. */
export const RUNNER = Symbol('runner');
export const ITEM_VIEWS = Symbol('item views');
export const ATTACHED = Symbol('attached files');
export const UPLOADS = Symbol('uploads');
export const PAPERS = Symbol('papers');
export const IDENTIFICATION = Symbol('identification');
export const DEFINITION = Symbol('definition');
/** Store and policy, for what operators ask. */
export const PORTS = Symbol('ports');
export const METRICS = Symbol('metrics');
export const READINESS = Symbol('readiness');
/** Answers the OpenAPI document of the service. */
export const DESCRIPTION = Symbol('description');
