import type { Customer } from '../../api/bindings';
import { noFilter } from '../filters';
import type { Workspace } from './workspace.svelte';

/** Shows the invoices of exactly this customer: a name may be part of another's. */
export function showCustomer(workspace: Workspace, { id }: Customer): Promise<void> {
  return workspace.showInvoices({ ...noFilter, buyer_id: id });
}
