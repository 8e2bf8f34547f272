import { describe, expect, it } from 'vitest';
import { leastHeight, scaleOf, stack, yOf } from './chart';

const ticks = (most: bigint, least: bigint, steps?: number) => scaleOf(most, least, steps).ticks.map(Number);

describe('the axis', () => {
  it('has few round steps that reach over everything', () => {
    expect(ticks(3_704_458n, 0n)).toEqual([4_000_000, 3_000_000, 2_000_000, 1_000_000, 0]);
    expect(ticks(99n, 0n)).toEqual([100, 80, 60, 40, 20, 0]);
    expect(ticks(100n, 0n)).toEqual([100, 80, 60, 40, 20, 0]);
    expect(ticks(101n, 0n)).toEqual([150, 100, 50, 0]);
  });

  it('reaches below zero where there is something', () => {
    expect(ticks(900n, -50n)).toEqual([1000, 500, 0, -500]);
    expect(ticks(0n, -300n)).toEqual([0, -100, -200, -300]);
  });

  it('has a line above zero when there is nothing', () => {
    const scale = scaleOf(0n, 0n);
    expect(scale.ticks).toEqual([1n, 0n]);
    expect(yOf(0n, scale, 100)).toBe(100);
  });

  it('holds amounts no number holds', () => {
    const huge = 9_007_199_254_740_993_123n;
    const scale = scaleOf(huge, 0n);
    expect(scale.highest).toBe(10_000_000_000_000_000_000n);
    expect(yOf(huge, scale, 100)).toBeCloseTo(9.93, 1);
  });
});

describe('a bar', () => {
  const scale = { highest: 1000n, lowest: -1000n, ticks: [] };
  const part = (group: string, amount: bigint) => ({ group, amount });

  it('stacks what is above zero upwards and hangs the rest below', () => {
    expect(stack([part('paid', 500n), part('overdue', -250n)], scale, 200)).toEqual([
      { group: 'paid', y: 50, height: 50 },
      { group: 'overdue', y: 100, height: 25 },
    ]);
  });

  it('shows no part of nothing, and a small one at the least height', () => {
    const parts = stack([part('paid', 0n), part('in_process', 500n), part('overdue', 1n)], scale, 200);
    expect(parts.map(({ group }) => group)).toEqual(['in_process', 'overdue']);
    expect(parts[1]!.height).toBe(leastHeight);
  });

  it('keeps parts apart and inside, whatever the least heights add', () => {
    const amounts = [part('paid', 998n), part('in_process', 1n), part('overdue', 1n)];
    const parts = stack(amounts, scale, 200);
    for (const { height } of parts) expect(height).toBeGreaterThanOrEqual(leastHeight);
    expect(parts.at(-1)!.y).toBeGreaterThanOrEqual(0);
    for (let at = 1; at < parts.length; at += 1)
      expect(parts[at]!.y + parts[at]!.height).toBeLessThan(parts[at - 1]!.y);
    const below = stack(
      amounts.map(({ group, amount }) => part(group, -amount)),
      scale,
      200,
    );
    expect(below.at(-1)!.y + below.at(-1)!.height).toBeLessThanOrEqual(200);
    for (let at = 1; at < below.length; at += 1)
      expect(below[at]!.y).toBeGreaterThan(below[at - 1]!.y + below[at - 1]!.height);
  });
});
