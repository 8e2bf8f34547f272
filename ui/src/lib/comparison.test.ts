import { describe, expect, it } from 'vitest';
import { comparison, difference } from '../platform/fake/printing';
import { amountsFirst, verdictOf } from './comparison';

const said = (...given: Parameters<typeof verdictOf>) => {
  const { kind, title, text } = verdictOf(...given);
  return [kind, title + text];
};

describe('the verdict', () => {
  it('says what the last comparison gave, and when', () => {
    expect(said('paid', comparison())).toEqual(['same', 'Same as the server’s PDF, checked 1 Oct 2026']);
    const one = comparison({ same: false, differences: [difference('a')] });
    expect(said('paid', one)).toEqual(['differs', '1 difference from the server’s PDF, checked 1 Oct 2026']);
    const pages = comparison({ same: false, pages_there: 1 });
    expect(said('paid', pages)).toEqual([
      'differs',
      'Other page breaks than in the server’s PDF, checked 1 Oct 2026',
    ]);
  });

  it('does not vouch for what changed since', () => {
    expect(said('paid', comparison({ outdated: true }))).toEqual([
      'outdated',
      'Compared before the invoice changed – compare again. On 1 Oct 2026 both were the same.',
    ]);
    const differences = [difference('a'), difference('b')];
    expect(said('paid', comparison({ outdated: true, same: false, differences }))[1]).toContain(
      'On 1 Oct 2026 there were 2 differences.',
    );
    expect(said('paid', comparison({ outdated: true, same: false }))[1]).toContain('page breaks differed');
  });

  it('tells an invoice that was never compared from one that cannot be', () => {
    expect(said('paid', null)[0]).toBe('never');
    expect(said('cancelled', null)[0]).toBe('never');
    for (const state of ['open', 'finalized'])
      expect(said(state, null)).toEqual([
        'not_issued',
        'Nothing to compare with yet. The server makes its PDF when the invoice is issued.',
      ]);
    // It was issued once, whatever it is now.
    expect(said('open', comparison())[0]).toBe('same');
  });
});

describe('the differences', () => {
  it('have the amounts first, and else the order of the page', () => {
    const all = ['a', 'b', 'c', 'd'].map((place) => difference(place, { is_amount: place === 'c' }));
    expect(amountsFirst(all).map(({ place }) => place)).toEqual(['c', 'a', 'b', 'd']);
  });
});
