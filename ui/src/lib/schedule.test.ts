import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { isDue, Schedule, type Synced } from './schedule';

const minute = 60_000;

class One implements Synced {
  every = 15;
  syncEnded: number | null = null;
  held = false;
  syncs = 0;

  async everyMinutes() {
    return this.every;
  }
  syncByItself() {
    this.syncs += 1;
    this.held = true;
  }
  end() {
    this.held = false;
    this.syncEnded = Date.now();
  }
}

describe('a sync is due', () => {
  it('on start, then when enough time has passed since one ended', () => {
    expect(isDue(15, null, 0)).toBe(true);
    expect(isDue(15, 0, 15 * minute - 1)).toBe(false);
    expect(isDue(15, 0, 15 * minute)).toBe(true);
  });

  it('never when it is switched off, and at once when the clock was set back', () => {
    expect(isDue(0, null, 0)).toBe(false);
    expect(isDue(15, 1000 * minute, 0)).toBe(true);
  });
});

describe('the schedule', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  const pass = (minutes: number) => vi.advanceTimersByTimeAsync(minutes * minute);

  it('starts a sync every so many minutes, counted from the end of the last one', async () => {
    const one = new One();
    const schedule = new Schedule(() => [one]);
    const stop = schedule.start();
    await schedule.look();
    expect(one.syncs).toBe(1);
    await pass(60);
    expect(one.syncs).toBe(1);
    one.end();
    await pass(14);
    expect(one.syncs).toBe(1);
    await pass(1);
    expect(one.syncs).toBe(2);
    one.end();
    stop();
    await pass(60);
    expect(one.syncs).toBe(2);
  });

  it('takes up what was set meanwhile, and leaves alone what is off', async () => {
    const one = new One();
    one.every = 0;
    const schedule = new Schedule(() => [one]);
    const stop = schedule.start();
    await schedule.look();
    await pass(600);
    expect(one.syncs).toBe(0);
    one.every = 5;
    await pass(1);
    expect(one.syncs).toBe(1);
    stop();
  });

  it('keeps each connection to its own time, also when another cannot be read', async () => {
    const [one, other] = [new One(), new One()];
    const broken = new One();
    broken.everyMinutes = () => Promise.reject(new Error('damaged'));
    other.every = 5;
    const schedule = new Schedule(() => [broken, one, other]);
    const stop = schedule.start();
    await schedule.look();
    expect([one.syncs, other.syncs, broken.syncs]).toEqual([1, 1, 0]);
    one.end();
    other.end();
    await pass(5);
    expect([one.syncs, other.syncs, broken.syncs]).toEqual([1, 2, 0]);
    stop();
  });

  it('does not start what a person began while it looked', async () => {
    const one = new One();
    let answer: (minutes: number) => void = () => {};
    one.everyMinutes = () => new Promise((resolve) => (answer = resolve));
    const looking = new Schedule(() => [one]).look();
    one.held = true;
    answer(15);
    await looking;
    expect(one.syncs).toBe(0);
  });
});
