import type { Density } from '../api/bindings';

/** How high a row of the list is. */
export const rowHeights: Record<Density, number> = { compact: 26, normal: 30, relaxed: 36 };
