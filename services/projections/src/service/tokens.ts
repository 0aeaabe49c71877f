/** Injection tokens of the parts that this service is put together from. */
export const VIEWS = Symbol('views');
export const READING = Symbol('reading');
export const LISTENING = Symbol('listening');
export const OPERATIONS = Symbol('operations');
export const INSTALLATION = Symbol('installation');
