/** What stands over the whole window. Only one at a time, whoever asked for it. */
export type Asked =
  | { what: 'palette'; query: string }
  | { what: 'keys' }
  | { what: 'licences' }
  | { what: 'token' }
  | { what: 'forget_token' }
  | { what: 'forget'; wipe: boolean }
  | { what: 'restore' };
