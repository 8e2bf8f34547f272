import { describe, expect, it } from 'vitest';
import type { SyncRun } from '../api/bindings';
import { endedEarly } from './runs';

const run = (more: Partial<SyncRun>) =>
  ({
    outcome: 'unfinished',
    phase: null,
    phase_done: null,
    phase_total: null,
    error: null,
    ...more,
  }) as SyncRun;

describe('an early end', () => {
  it('is told in the words of the run', () => {
    const error = 'while reading invoices (1500 of 6000 done): the portal does not answer';
    expect(endedEarly(run({ outcome: 'offline', error }))).toBe(
      'While reading invoices (1500 of 6000 done): the portal does not answer.',
    );
  });

  it('is told by where it stood, when it was killed or paused', () => {
    const place = { phase: 'invoices', phase_done: 1500, phase_total: 6000 } as const;
    expect(endedEarly(run(place))).toBe('While reading invoices, 1,500 of 6,000 done.');
    expect(endedEarly(run({ ...place, outcome: 'stopped', phase: 'live', phase_total: null }))).toBe(
      'While reading what can change.',
    );
  });

  it('is nothing to tell of a run that hardly began, or that is done', () => {
    expect(endedEarly(run({ phase: 'starting', phase_done: 0 }))).toBeNull();
    expect(endedEarly(run({ outcome: 'done', phase: 'payments', phase_done: 7, phase_total: 7 }))).toBeNull();
  });
});
