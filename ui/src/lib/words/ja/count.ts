import { formatCount } from '../../money';

/** 日本語の数え方には単数と複数の区別がない。 */
export const items = (count: number) => `${formatCount(count)} 件`;
export const invoices = (count: number) => `請求書 ${formatCount(count)} 件`;
