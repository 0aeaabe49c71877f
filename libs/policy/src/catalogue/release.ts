/**
 * Raised by one with every release that changes a matter of the catalogue, its law or the days of its law. Services that keep dates by the
 * catalogue build them anew then, so that what is active already is held against what is known now.
 */
export const catalogueRelease = 1;
