/** A connection in words. */
import type { Connection } from '../api/bindings';
import { words } from './words';

export const titleOf = ({ org_name, name }: Connection) => org_name ?? name;

/** The first label of a host's name tells portals apart; the whole address is in the tooltip. */
export function portalOf({ sample, url }: Connection): string {
  if (sample) return words.sidebar.sample;
  if (!URL.canParse(url)) return url;
  const { host, hostname } = new URL(url);
  return /[a-z]/i.test(hostname) ? hostname.split('.')[0]! : host;
}
