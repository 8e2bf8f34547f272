import { tick } from 'svelte';
import { Trail } from '../follow';
import {
  clampTop,
  type Geometry,
  isSqueezed,
  rowTop,
  scrollTopOf,
  slice,
  topOf,
  topToReveal,
} from '../windowing';
import type { InvoiceList } from './list.svelte';

/** So long the last complete rows stay in sight; then it is said that others are being read. */
const patience = 150;
const headHeight = 28;
/** Drawn on either side of what is in sight, so that a quick turn of the wheel meets rows. */
const leastSpare = 12;

/** Where a list is scrolled to, and which rows are drawn for it. */
export class GridScroll {
  /** Where the list is; the scroll bar follows it as closely as it can. */
  top = $state(0);
  scrollTop = $state(0);
  height = $state(600);
  scroller: HTMLElement | undefined;
  /** The rows of the wanted place did not come in time: it is drawn without them. */
  private late = $state(false);
  private readonly trail = new Trail();

  constructor(
    private readonly list: () => InvoiceList,
    private readonly rowHeight: () => number,
  ) {}

  readonly geometry = $derived.by<Geometry>(() => ({
    rows: this.list().count,
    rowHeight: this.rowHeight(),
    viewport: Math.max(this.rowHeight(), this.height - headHeight),
  }));

  private readonly spare = $derived(
    Math.max(leastSpare, Math.ceil(this.geometry.viewport / this.geometry.rowHeight)),
  );
  /** The rows to have: those of where the list is scrolled to. */
  readonly wanted = $derived(slice(this.geometry, this.top, this.spare));
  private readonly complete = $derived(this.isComplete(this.top));
  /** Where what is drawn is: at the wanted place, or at the last one that was complete. */
  private readonly at = $derived.by(() => {
    const { top } = this;
    return this.late ? top : this.trail.follow(top, (place) => this.isComplete(place));
  });
  readonly drawn = $derived(slice(this.geometry, this.at, this.spare));

  private isComplete(place: number): boolean {
    const { first, end } = slice(this.geometry, place, 0);
    return this.list().holds(first, end);
  }

  /** Tells that rows are missing once they have been for a while. Run as an effect. */
  readonly watch = () => {
    // Whoever sees something new is not kept waiting.
    void this.at;
    if (this.complete) {
      this.late = false;
      return;
    }
    const timer = setTimeout(() => (this.late = true), patience);
    return () => clearTimeout(timer);
  };

  /** Where a row is put inside the scrolled element. */
  place(row: number): number {
    const { geometry, at, top, scrollTop } = this;
    if (at === top) return rowTop(geometry, top, scrollTop, row);
    return scrollTop + row * geometry.rowHeight - at;
  }

  jump(to: number): void {
    this.top = clampTop(this.geometry, to);
    if (!this.scroller) return;
    this.scroller.scrollTop = scrollTopOf(this.geometry, this.top);
    // Web views round to their own steps: what it became is what rows are placed against.
    this.scrollTop = this.scroller.scrollTop;
  }

  /** Goes to where the list says it is, once it is as high as that. */
  async restore(): Promise<void> {
    const row = this.list().topRow;
    this.trail.clear();
    this.jump(row * this.rowHeight());
    if (row === 0) return;
    await tick();
    this.jump(row * this.rowHeight());
  }

  onscroll(): void {
    // Our own jump comes back as an event, rounded. Taking it for a new place would lose rows when squeezed.
    if (!this.scroller || this.scroller.scrollTop === this.scrollTop) return;
    this.scrollTop = this.scroller.scrollTop;
    this.top = topOf(this.geometry, this.scrollTop);
  }

  reveal(index: number): void {
    const to = topToReveal(this.geometry, this.top, index);
    if (to !== this.top) this.jump(to);
  }

  /** On a squeezed list a turn of the wheel would leap over rows: it moves the list, and the bar follows. */
  readonly wheel = () => {
    const { scroller } = this;
    if (!scroller || !isSqueezed(this.geometry)) return;
    const onwheel = (event: WheelEvent) => {
      if (event.ctrlKey || event.shiftKey || Math.abs(event.deltaX) > Math.abs(event.deltaY)) return;
      event.preventDefault();
      const step = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? this.rowHeight() : 1;
      this.jump(this.top + event.deltaY * step);
    };
    scroller.addEventListener('wheel', onwheel, { passive: false });
    return () => scroller.removeEventListener('wheel', onwheel);
  };
}
