/** The geometry of stacked bars. Amounts are whole hundredths; only pixels are numbers. */

/** What each part of a bar is at least high, so that a small amount can be seen and met. */
export const leastHeight = 7;
/** Between two parts of a bar. */
const gap = 2;

export interface Scale {
  highest: bigint;
  lowest: bigint;
  /** From the highest down. */
  ticks: bigint[];
}

export interface Part<T> {
  group: T;
  y: number;
  height: number;
}

/** Round steps that reach over all amounts, at most so many. */
export function scaleOf(most: bigint, least: bigint, steps = 5): Scale {
  const high = most > 0n ? most : 0n;
  const low = least < 0n ? -least : 0n;
  const up = (amount: bigint, step: bigint) => (amount + step - 1n) / step;
  let power = 1n;
  for (;;) {
    for (const times of [1n, 2n, 5n]) {
      const step = times * power;
      const above = up(high, step);
      const below = up(low, step);
      if (above + below > BigInt(steps)) continue;
      // Nothing at all still has a line of zero and one above it.
      const count = above + below === 0n ? 1n : above;
      const ticks: bigint[] = [];
      for (let at = count; at >= -below; at -= 1n) ticks.push(at * step);
      return { highest: count * step, lowest: -below * step, ticks };
    }
    power *= 10n;
  }
}

/** How far below the upper edge an amount is. */
export function yOf(amount: bigint, { highest, lowest }: Scale, height: number): number {
  return (Number(((highest - amount) * 1_000_000n) / (highest - lowest)) / 1_000_000) * height;
}

/**
 * The parts of one bar: amounts above zero stand on the line of zero, those below hang from it. Where the least
 * heights would reach over the edge, the tallest part gives way.
 */
export function stack<T>(
  amounts: readonly { group: T; amount: bigint }[],
  scale: Scale,
  height: number,
): Part<T>[] {
  const zero = yOf(0n, scale, height);
  const pile = (sign: 1n | -1n) => {
    const chosen = amounts.filter(({ amount }) => amount * sign > 0n);
    const room = sign > 0n ? zero : height - zero;
    const heights = chosen.map(({ amount }, at) =>
      Math.max(leastHeight + (at > 0 ? gap : 0), Math.abs(yOf(amount, scale, height) - zero)),
    );
    const over = heights.reduce((sum, one) => sum + one, 0) - room;
    if (over > 0) {
      const tallest = heights.indexOf(Math.max(...heights));
      heights[tallest] = Math.max(leastHeight + (tallest > 0 ? gap : 0), heights[tallest]! - over);
    }
    let edge = zero;
    return chosen.map(({ group }, at) => {
      const lower = at > 0 ? gap : 0;
      const tall = heights[at]! - lower;
      const y = sign > 0n ? edge - heights[at]! : edge + lower;
      edge += sign > 0n ? -heights[at]! : heights[at]!;
      return { group, y, height: tall };
    });
  };
  return [...pile(1n), ...pile(-1n)];
}
