import type { Layout } from '../api/bindings';

export const layouts: readonly Layout[] = ['server', 'readable'];

/** What was remembered may come from another version. */
export const readLayout = (stored: unknown): Layout => layouts.find((one) => one === stored) ?? 'server';
