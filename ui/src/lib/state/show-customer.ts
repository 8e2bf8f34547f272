import type { Customer } from '../../api/bindings';
import { noFilter } from '../filters';
import type { Workspace } from './workspace.svelte';

/** Shows the invoices of a customer. */
export async function showCustomer(workspace: Workspace, { id, org_name }: Customer): Promise<void> {
  await workspace.go('all');
  await workspace.filter({ ...noFilter, query: org_name ?? String(id) });
}
