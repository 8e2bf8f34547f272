import type { Diagnosis } from '../../api/bindings';

export const okDiagnosis: Diagnosis = {
  ok: true,
  code: null,
  title: 'Invoices can be read',
  status: 200,
  server_words: null,
  steps: [],
  causes: [],
  warnings: [],
  total_entries: 180,
};

export const refusedDiagnosis: Diagnosis = {
  ok: false,
  code: 'refused',
  title: 'The portal answered, but refused this token',
  status: 403,
  server_words: 'Your access token does not have the correct permissions',
  steps: [
    { step: 'address', ok: true },
    { step: 'secure_connection', ok: true },
    { step: 'portal', ok: true },
    { step: 'read_invoices', ok: false },
  ],
  causes: [
    {
      title: 'The token has no Billing API scope',
      advice:
        'In the portal, open Account Settings, Personal, Tokens. Make a token with Billing API and Account Management API ticked, then paste it here.',
      most_likely: true,
    },
    {
      title: 'The member who made the token can’t see billing',
      advice: 'Ask an admin to allow Billing for that member, or to make the token.',
      most_likely: false,
    },
  ],
  warnings: [],
  total_entries: null,
};
