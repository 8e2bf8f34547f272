import { pluralsOf } from '../plural';

const { counted, plural } = pluralsOf('es');

export const many = (count: number, one: string, other: string) => counted(count, { one, other });
export const form = (count: number, one: string, other: string) => plural(count, { one, other });
export const invoices = (count: number) => many(count, 'factura', 'facturas');
