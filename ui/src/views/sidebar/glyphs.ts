import type { View } from '../../lib/views';

/** A view of one state carries that state's glyph; the others an icon. */
export const viewStates: Partial<Record<View, string>> = {
  to_review: 'finalized',
  outstanding: 'pending',
  failed: 'failed',
  paid: 'paid',
  cancelled: 'cancelled',
};

export const viewIcons: Partial<Record<View, string>> = {
  all: 'all',
  overdue: 'overdue',
  customers: 'customers',
  figures: 'figures',
  changes: 'changes',
  activity: 'activity',
  settings: 'settings',
};
